import { DataTable, Intent, StatusLabel, Surface } from '@textloom/ui';
import { Verification } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import parts from '../Parts/Parts.module.css';
import { BlockProps } from './useDrill';

const intents: Record<Verification['state'], Intent> = {
  passed: 'positive',
  failed: 'critical',
  skipped: 'unknown',
};

function Found({ check }: { check: Verification }) {
  const say = useSay();
  const words = useWords();
  const { expected, actual, problem } = check;
  return (
    <>
      {problem && words.problem(problem).what}
      {!problem && actual !== undefined && <span lang="und">{actual}</span>}
      {expected !== undefined && (
        <span className={parts.note}>
          {say('checks.expected')} <span lang="und">{expected}</span>
        </span>
      )}
    </>
  );
}

/** What was checked of the restored data, how, and what was found. */
export function ChecksCard({ view }: BlockProps) {
  const say = useSay();
  const words = useWords();
  const { verifications = [], smoke } = view.drill.findings;
  const checks = [...verifications, ...(smoke ? [smoke] : [])];
  if (checks.length === 0) return null;
  return (
    <Surface
      flush
      title={say('checks.title')}
      subtitle={say('checks.subtitle')}
    >
      <DataTable
        label={say('checks.title')}
        count={false}
        rows={checks}
        rowId={row => row.name}
        columns={[
          {
            id: 'name',
            header: say('checks.check'),
            width: '34%',
            cell: row => (
              <>
                {words.verification(row.name)}
                <span className={parts.note} lang="en">
                  {row.method}
                </span>
              </>
            ),
          },
          {
            id: 'state',
            header: say('checks.state'),
            phone: 'figure',
            cell: row => (
              <span className={parts.nowrap}>
                <StatusLabel
                  intent={
                    row.state === 'failed' && !row.blocking
                      ? 'caution'
                      : intents[row.state]
                  }
                >
                  {words.stepStates[row.state]}
                </StatusLabel>
              </span>
            ),
          },
          {
            id: 'blocking',
            header: say('checks.weight'),
            cell: row =>
              say(row.blocking ? 'checks.blocking' : 'checks.partial'),
          },
          {
            id: 'found',
            header: say('checks.found'),
            width: '34%',
            cell: row => <Found check={row} />,
          },
        ]}
      />
    </Surface>
  );
}
