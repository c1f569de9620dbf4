import { DataTable, Since, StatusLabel } from '@textloom/ui';
import { SignalSummary } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { severityIntent } from '../../presentation/intents';
import { Say } from '../../text/say';

function limitWords({ limit, unit }: SignalSummary, say: Say): string {
  if (!limit) return say('signals.noLimit');
  const words = { limit: { figure: { value: limit.value, unit } } };
  return limit.bad === 'above'
    ? say('signals.limitAbove', words)
    : say('signals.limitBelow', words);
}

function State({ signal }: { signal: SignalSummary }) {
  const say = useSay();
  if (signal.severity) {
    return (
      <StatusLabel intent={severityIntent(signal.severity)}>
        {say('signals.beyond')}
      </StatusLabel>
    );
  }
  return signal.limit ? (
    <StatusLabel intent="positive">{say('signals.within')}</StatusLabel>
  ) : (
    <StatusLabel intent="planned">{say('signals.plain')}</StatusLabel>
  );
}

/** Properties of {@link SignalTable}. */
export interface SignalTableProps {
  label: string;
  signals: SignalSummary[];
}

/** Signals, a row each: what, of what, value against limit, and how old the sample is. */
export function SignalTable({ label, signals }: SignalTableProps) {
  const say = useSay();
  return (
    <DataTable
      label={label}
      count={false}
      rows={signals}
      rowId={({ signal, subject, namespace }) =>
        `${signal}/${namespace ?? ''}/${subject}`
      }
      rowIntent={({ severity }) => {
        if (severity === 'critical') return 'critical';
        return severity && severity !== 'info' ? 'caution' : undefined;
      }}
      columns={[
        {
          id: 'signal',
          header: say('signals.column.signal'),
          cell: row => say(`signal.${row.signal}`),
        },
        {
          id: 'subject',
          header: say('signals.column.subject'),
          cell: row => row.subject,
        },
        {
          id: 'value',
          header: say('signals.column.value'),
          align: 'end',
          phone: 'figure',
          cell: row => say.figure(row),
        },
        {
          id: 'limit',
          header: say('signals.column.limit'),
          align: 'end',
          cell: row => limitWords(row, say),
        },
        {
          id: 'state',
          header: say('signals.column.state'),
          cell: row => <State signal={row} />,
        },
        {
          id: 'age',
          header: say('signals.column.age'),
          align: 'end',
          cell: row => <Since at={row.at} />,
        },
      ]}
    />
  );
}
