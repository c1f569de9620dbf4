import { DataTable, NO_VALUE, StatusLabel, Surface } from '@textloom/ui';
import { SourceStatus } from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import { problemWords, sourceState } from '../../presentation/reconciliation';
import parts from '../Parts/Parts.module.css';

function State({ source }: { source: SourceStatus }) {
  const say = useSay();
  const { intent, word } = sourceState(source, say);
  const note = problemWords(source.problem, say);
  return (
    <>
      <StatusLabel intent={intent}>{word}</StatusLabel>
      {note && <span className={parts.note}>{note}</span>}
    </>
  );
}

/** Where bills come from: how fresh each is, what is wrong with it, and what to do. */
export function SourcesCard({ sources }: { sources: SourceStatus[] }) {
  const say = useSay();
  const when = (at: string | undefined) => (at ? say.when(at) : NO_VALUE);
  return (
    <Surface flush title={say('reconciliation.sources')}>
      {sources.length === 0 ? (
        <p className={parts.none}>{say('reconciliation.noSources')}</p>
      ) : (
        <DataTable
          label={say('reconciliation.sources')}
          rows={sources}
          rowId={({ id }) => id}
          rowIntent={({ state }) => {
            if (state === 'failed') return 'critical';
            return state === 'current' ? undefined : 'caution';
          }}
          count={false}
          columns={[
            {
              id: 'source',
              header: say('reconciliation.source'),
              width: '18%',
              cell: ({ title }) => title,
            },
            {
              id: 'state',
              header: say('reconciliation.stateColumn'),
              width: '34%',
              cell: source => <State source={source} />,
            },
            {
              id: 'version',
              header: say('reconciliation.version'),
              cell: ({ focusVersion }) => focusVersion ?? NO_VALUE,
            },
            {
              id: 'lastDay',
              header: say('reconciliation.lastDay'),
              align: 'end',
              phone: 'figure',
              cell: ({ lastDay }) => (lastDay ? say.day(lastDay) : NO_VALUE),
            },
            {
              id: 'exported',
              header: say('reconciliation.exported'),
              align: 'end',
              cell: ({ exportedAt }) => when(exportedAt),
            },
            {
              id: 'ingested',
              header: say('reconciliation.ingested'),
              align: 'end',
              cell: ({ ingestedAt }) => when(ingestedAt),
            },
          ]}
        />
      )}
    </Surface>
  );
}
