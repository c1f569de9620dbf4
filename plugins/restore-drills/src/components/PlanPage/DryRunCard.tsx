import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  ActionButton,
  formatCount,
  PageState,
  QueryFailure,
  StatusLabel,
  Surface,
  toFailure,
  useAllowed,
} from '@textloom/ui';
import {
  DryRun,
  restoreDrillsDrillStartPermission,
} from '@textloom/plugin-restore-drills-common';
import { restoreDrillsApiRef } from '../../apis';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { ProblemList } from '../Parts/ProblemList';
import parts from '../Parts/Parts.module.css';
import { Terms } from '../Parts/Terms';
import classes from './PlanPage.module.css';

function Answer({ run }: { run: DryRun }) {
  const say = useSay();
  const words = useWords();
  const refused = run.refusals.length > 0;
  return (
    <div className={classes.answer} role="status">
      <StatusLabel intent={refused ? 'caution' : 'positive'}>
        {say(refused ? 'dryRun.refused' : 'dryRun.ready')}
      </StatusLabel>
      <ProblemList label={say('dryRun.refused')} problems={run.refusals} />
      <Terms
        items={[
          {
            id: 'backup',
            term: say('dryRun.backup'),
            value: say('dryRun.backupValue', {
              id: run.backup.id,
              bytes: words.bytes(run.backup.bytes),
              when: say.when(run.backup.completedAt),
            }),
          },
          {
            id: 'archive',
            term: say('dryRun.archive'),
            value: say('dryRun.archiveValue', {
              count: run.archiveFiles,
              files: formatCount(run.archiveFiles),
              bytes: words.bytes(run.archiveBytes),
            }),
          },
          {
            id: 'expected',
            term: say('dryRun.expected'),
            value:
              run.expectedMs === undefined
                ? say('dryRun.noExpectation')
                : say.duration(run.expectedMs),
          },
          {
            id: 'checks',
            term: say('dryRun.checks'),
            value: say.names(run.checks.map(words.verification)),
          },
        ]}
      />
      <div>
        <h4>{say('dryRun.commands')}</h4>
        <ol className={classes.commands} aria-label={say('dryRun.commands')}>
          {run.commands.map((command, index) => (
            // The same command may come twice; the list never changes its order.
            <li key={`${index} ${command}`}>
              <code lang="en">{command}</code>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** Properties of {@link DryRunCard}. */
export interface DryRunCardProps {
  plan: string;
  /** What was found when it was last asked for. */
  known?: DryRun;
  stale: boolean;
}

/** What a drill would do, looked at on demand; nothing is touched. */
export function DryRunCard({ plan, known, stale }: DryRunCardProps) {
  const say = useSay();
  const api = useApi(restoreDrillsApiRef);
  const allowed = useAllowed(restoreDrillsDrillStartPermission);
  const [asked, setAsked] = useState<{
    pending: boolean;
    run?: DryRun;
    failure?: QueryFailure;
  }>({ pending: false });
  const run = asked.run ?? known;
  const look = async () => {
    setAsked({ pending: true, run });
    try {
      setAsked({ pending: false, run: await api.dryRun(plan) });
    } catch (error) {
      setAsked({ pending: false, run, failure: toFailure(error) });
    }
  };
  const denied =
    allowed === 'denied'
      ? say('states.noPermission', {
          permission: restoreDrillsDrillStartPermission.name,
        })
      : undefined;
  return (
    <Surface
      title={say('dryRun.title')}
      subtitle={say('dryRun.subtitle')}
      action={
        <ActionButton
          label={say(run ? 'dryRun.again' : 'dryRun.look')}
          pendingLabel={asked.pending ? say('dryRun.looking') : undefined}
          disabledReason={stale ? say('states.staleAct') : denied}
          onPress={look}
        />
      }
    >
      {asked.failure && (
        <PageState
          kind="error"
          size="cell"
          title={say('dryRun.failed')}
          requestId={asked.failure.requestId}
        >
          <span lang="en">{asked.failure.message}</span>
        </PageState>
      )}
      {run ? (
        <Answer run={run} />
      ) : (
        <p className={parts.quiet}>{say('dryRun.none')}</p>
      )}
    </Surface>
  );
}
