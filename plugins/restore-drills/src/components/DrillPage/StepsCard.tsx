import {
  Clock,
  DataTable,
  NO_VALUE,
  StatusLabel,
  Surface,
  useNow,
} from '@textloom/ui';
import { DrillView, StepRun } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { bytesOf, stepLength } from '../../presentation/phases';
import { isLive, stepIntent } from '../../presentation/states';
import parts from '../Parts/Parts.module.css';
import { BlockProps } from './useDrill';

function Bytes({ run, view }: { run: StepRun; view: DrillView }) {
  const say = useSay();
  const words = useWords();
  const bytes = bytesOf(run, view.progress);
  if (!bytes) return <>{NO_VALUE}</>;
  return (
    <span className={parts.measured}>
      {words.bytes(bytes.done)}
      {bytes.total !== undefined && bytes.total !== bytes.done && (
        <span className={parts.limit}>
          {' '}
          {say('figures.of', { total: words.bytes(bytes.total) })}
        </span>
      )}
    </span>
  );
}

/** Each attempt at each step, in order. */
export function StepsCard({ view }: BlockProps) {
  const say = useSay();
  const words = useWords();
  const { drill } = view;
  const now = useNow(isLive(drill) ? 1_000 : 60_000);
  if (drill.steps.length === 0) return null;
  return (
    <Surface flush title={say('steps.title')}>
      <DataTable
        label={say('steps.title')}
        count={false}
        rows={[...drill.steps]}
        rowId={row => `${row.step} ${row.attempt}`}
        columns={[
          {
            id: 'step',
            header: say('steps.step'),
            width: '30%',
            cell: row => (
              <>
                {words.steps[row.step]}
                {row.attempt > 1 &&
                  ` · ${say('step.attempt', { attempt: row.attempt })}`}
                {row.problem && (
                  <span className={parts.note}>
                    {words.problem(row.problem).what}
                  </span>
                )}
              </>
            ),
          },
          {
            id: 'state',
            header: say('steps.state'),
            phone: 'figure',
            cell: row => (
              <StatusLabel intent={stepIntent(row.state)}>
                {words.stepStates[row.state]}
              </StatusLabel>
            ),
          },
          {
            id: 'began',
            header: say('steps.began'),
            align: 'end',
            cell: row =>
              row.state === 'skipped' ? (
                NO_VALUE
              ) : (
                <Clock seconds at={new Date(row.startedAt).toISOString()} />
              ),
          },
          {
            id: 'took',
            header: say('steps.took'),
            align: 'end',
            cell: row => {
              const length = stepLength(row, now);
              return length === undefined ? NO_VALUE : say.duration(length);
            },
          },
          {
            id: 'bytes',
            header: say('steps.bytes'),
            align: 'end',
            cell: row => <Bytes run={row} view={view} />,
          },
        ]}
      />
    </Surface>
  );
}
