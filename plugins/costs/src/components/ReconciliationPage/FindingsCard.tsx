import {
  DataColumn,
  DataTable,
  formatCount,
  StatusLabel,
  Surface,
} from '@textloom/ui';
import { BillFinding, SourceStatus } from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import {
  findingWords,
  sortedFindings,
} from '../../presentation/reconciliation';
import { Say } from '../../text/say';
import parts from '../Parts/Parts.module.css';

function columnsOf(
  titleOf: (source: string) => string,
  say: Say,
): DataColumn<BillFinding>[] {
  return [
    {
      id: 'finding',
      header: say('reconciliation.finding'),
      width: '36%',
      cell: finding => {
        const { text, rule } = findingWords(finding, say);
        return (
          <>
            {text} {rule && <code>{rule}</code>}
          </>
        );
      },
    },
    {
      id: 'severity',
      header: say('reconciliation.severityColumn'),
      cell: ({ severity }) => (
        <StatusLabel intent={severity === 'reject' ? 'critical' : 'caution'}>
          {say(`reconciliation.severity.${severity}`)}
        </StatusLabel>
      ),
    },
    {
      id: 'where',
      header: say('reconciliation.where'),
      width: '28%',
      cell: ({ file, row, source, period }) => (
        <>
          {say('reconciliation.place', { file, row: formatCount(row) })}
          <span className={parts.note}>
            {say('reconciliation.placeMonth', {
              source: titleOf(source),
              month: say.month(period),
            })}
          </span>
        </>
      ),
    },
    {
      id: 'value',
      header: say('reconciliation.value'),
      cell: ({ value }) =>
        value ? <code>{value}</code> : say('reconciliation.noValue'),
    },
    {
      id: 'count',
      header: say('reconciliation.count'),
      align: 'end',
      phone: 'figure',
      cell: ({ count }) => formatCount(count),
      sortValue: ({ count }) => count,
    },
  ];
}

/** What in the bills breaks a rule: which rule, in how many rows, where the first one is, and whether they count. */
export function FindingsCard(props: {
  findings: readonly BillFinding[];
  sources: readonly SourceStatus[];
}) {
  const { findings, sources } = props;
  const say = useSay();
  const titleOf = (source: string) =>
    sources.find(({ id }) => id === source)?.title ?? source;
  return (
    <Surface
      flush
      id="findings"
      title={say('reconciliation.findings')}
      subtitle={say('reconciliation.findingsNote')}
    >
      {findings.length === 0 ? (
        <p className={parts.none}>{say('reconciliation.noFindings')}</p>
      ) : (
        <DataTable
          label={say('reconciliation.findings')}
          rows={sortedFindings(findings)}
          rowId={({ source, period, rule, column, file }) =>
            [source, period, rule, column, file].join('/')
          }
          count={false}
          columns={columnsOf(titleOf, say)}
        />
      )}
    </Surface>
  );
}
