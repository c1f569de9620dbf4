import {
  DataColumn,
  DataTable,
  formatCount,
  StatusLabel,
  Surface,
} from '@textloom/ui';
import { PartitionStatus, SourceStatus } from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import { partitionNotes } from '../../presentation/reconciliation';
import { Say } from '../../text/say';
import parts from '../Parts/Parts.module.css';

function columnsOf(
  titleOf: (source: string) => string,
  say: Say,
): DataColumn<PartitionStatus>[] {
  return [
    {
      id: 'month',
      header: say('reconciliation.month'),
      width: '26%',
      cell: partition => (
        <>
          {say.month(partition.period)}
          <span className={parts.note}>{titleOf(partition.source)}</span>
          {partitionNotes(partition, say).map(note => (
            <span key={note} className={parts.note}>
              {note}
            </span>
          ))}
        </>
      ),
      sortValue: ({ period }) => period,
    },
    {
      id: 'version',
      header: say('reconciliation.versionColumn'),
      width: '18%',
      cell: ({ version, ingestedAt }) => (
        <>
          {version}
          <span className={parts.note}>
            {say('reconciliation.readAt', { when: say.when(ingestedAt) })}
          </span>
        </>
      ),
    },
    {
      id: 'state',
      header: say('reconciliation.stateColumn'),
      cell: ({ state }) => (
        <StatusLabel intent={state === 'closed' ? 'positive' : 'active'}>
          {say(`reconciliation.${state}`)}
        </StatusLabel>
      ),
    },
    {
      id: 'rows',
      header: say('reconciliation.rows'),
      align: 'end',
      cell: ({ rows }) => formatCount(rows),
      sortValue: ({ rows }) => rows,
    },
    {
      id: 'rejected',
      header: say('reconciliation.notCounted'),
      align: 'end',
      cell: ({ rejectedRows }) => (
        <span className={rejectedRows > 0 ? parts.bad : undefined}>
          {formatCount(rejectedRows)}
        </span>
      ),
      sortValue: ({ rejectedRows }) => rejectedRows,
    },
    {
      id: 'effective',
      header: say('reconciliation.effective'),
      align: 'end',
      phone: 'figure',
      cell: ({ effective, currency }) => say.money(effective, currency),
      sortValue: ({ effective }) => Number(effective),
    },
    {
      id: 'billed',
      header: say('reconciliation.billed'),
      align: 'end',
      cell: ({ billed, currency }) => say.money(billed, currency),
      sortValue: ({ billed }) => Number(billed),
    },
  ];
}

/** The months that were read: which version counts, what it replaced, and what was left out. */
export function PartitionsCard(props: {
  partitions: PartitionStatus[];
  sources: readonly SourceStatus[];
}) {
  const { partitions, sources } = props;
  const say = useSay();
  const titleOf = (source: string) =>
    sources.find(({ id }) => id === source)?.title ?? source;
  return (
    <Surface
      flush
      title={say('reconciliation.partitions')}
      subtitle={say('reconciliation.partitionsNote')}
    >
      {partitions.length === 0 ? (
        <p className={parts.none}>{say('reconciliation.noPartitions')}</p>
      ) : (
        <DataTable
          label={say('reconciliation.partitions')}
          rows={partitions}
          rowId={({ source, period }) => `${source}/${period}`}
          rowIntent={({ problem }) => (problem ? 'caution' : undefined)}
          count={false}
          columns={columnsOf(titleOf, say)}
        />
      )}
    </Surface>
  );
}
