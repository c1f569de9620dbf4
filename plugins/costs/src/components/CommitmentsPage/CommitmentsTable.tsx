import { DataColumn, DataTable, Surface } from '@textloom/ui';
import {
  CommitmentStatus,
  CommitmentsView,
} from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { commitmentType } from '../../presentation/commitments';
import { billedSpan } from '../../presentation/spans';
import { datedDay } from '../../text/calendar';
import { Say } from '../../text/say';

function columnsOf(currency: string, say: Say): DataColumn<CommitmentStatus>[] {
  const said = (amount: string) => say.money(amount, currency);
  return [
    {
      id: 'name',
      header: say('commitments.name'),
      width: '26%',
      cell: ({ name }) => <span lang="und">{name}</span>,
    },
    {
      id: 'type',
      header: say('commitments.type'),
      cell: each => commitmentType(each, say),
    },
    {
      id: 'used',
      header: say('commitments.usedColumn'),
      align: 'end',
      cell: ({ used }) => said(used),
      sortValue: ({ used }) => Number(used),
    },
    {
      id: 'unused',
      header: say('commitments.unusedColumn'),
      align: 'end',
      cell: ({ unused }) => said(unused),
      sortValue: ({ unused }) => Number(unused),
    },
    {
      id: 'share',
      header: say('commitments.share'),
      align: 'end',
      phone: 'figure',
      cell: ({ utilisation }) => say.percent(utilisation),
      sortValue: ({ utilisation }) => utilisation,
    },
    {
      id: 'saving',
      header: say('commitments.savingColumn'),
      align: 'end',
      cell: ({ saving }) => said(saving),
      sortValue: ({ saving }) => Number(saving),
    },
    {
      id: 'ends',
      header: say('commitments.ends'),
      align: 'end',
      cell: ({ expiresOn }) =>
        expiresOn ? datedDay(expiresOn, say) : say('commitments.unknownEnd'),
      sortValue: ({ expiresOn }) => expiresOn,
    },
  ];
}

/** Each commitment of the month: used, unused, saved, and when it ends. */
export function CommitmentsTable({ view }: { view: CommitmentsView }) {
  const say = useSay();
  const links = useLinks();
  const { commitments, strip, month } = view;
  return (
    <Surface
      flush
      title={say('commitments.list')}
      subtitle={say('commitments.listNote')}
    >
      <DataTable
        label={say('commitments.list')}
        rows={commitments}
        rowId={({ id }) => id}
        rowHref={({ id }) =>
          links.explore({
            ...billedSpan(month, strip.billedTo),
            filter: { commitment: [id] },
            groupBy: ['commitmentStatus'],
          })
        }
        count={false}
        columns={columnsOf(strip.currency, say)}
      />
    </Surface>
  );
}
