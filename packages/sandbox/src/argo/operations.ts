import { GitopsSource } from '../git/Gitops';
import { Snapshot } from '../git/snapshot';
import { rfc3339 } from '../kubernetes/store';
import { refusalOf } from './admission';
import { syncWrites, wantedBy } from './compare';
import { Application, OperationState, Round, Write } from './types';

/** An operation takes at least so long, milliseconds: others can see it, and stop it. */
const SYNC_MS = 1_000;
/** Entries of the history that are kept (`revisionHistoryLimit`). */
const HISTORY = 10;

interface Sources {
  latest: Snapshot;
  gitops: GitopsSource;
}

interface Advanced {
  next: Application;
  writes: Write[];
}

/** Starts, carries out or ends the sync of an Application that was just compared. */
export function advanceOperation(
  app: Application,
  sources: Sources,
  round: Round,
): Advanced {
  const state = app.status?.operationState;
  const isOpen = state?.phase === 'Running' || state?.phase === 'Terminating';
  if (isOpen && (state.phase === 'Terminating' || !app.operation)) {
    return ended(app, state, round.now, {
      phase: 'Failed',
      message: 'Operation terminated',
    });
  }
  if (isOpen) {
    return carryOut(app, state, sources, round);
  }
  const operation = app.operation ?? automatic(app, sources.latest);
  return operation
    ? {
        writes: [],
        next: withState(
          { ...app, operation },
          {
            phase: 'Running',
            message: 'waiting for the sync to begin',
            operation,
            startedAt: rfc3339(round.now),
          },
        ),
      }
    : { next: app, writes: [] };
}

/** Once for each commit; what somebody changes by hand stays, since nothing heals itself. */
function automatic({ spec, status }: Application, { commit }: Snapshot) {
  const last = status?.operationState;
  const attempted =
    last?.syncResult?.revision ?? last?.operation.sync?.revision;
  const { automated, syncOptions } = spec.syncPolicy ?? {};
  if (
    !automated ||
    status?.sync?.status !== 'OutOfSync' ||
    attempted === commit
  ) {
    return undefined;
  }
  const prune = automated.prune ?? false;
  return {
    initiatedBy: { automated: true },
    sync: { revision: commit, prune, ...(syncOptions && { syncOptions }) },
    retry: { limit: 5 },
  };
}

function carryOut(
  app: Application,
  state: OperationState,
  { latest, gitops }: Sources,
  round: Round,
): Advanced {
  if (round.now - Date.parse(state.startedAt) < SYNC_MS) {
    return { next: app, writes: [] };
  }
  const { revision = latest.commit, prune = false } =
    state.operation.sync ?? {};
  const target = revision === latest.commit ? latest : gitops.at(revision);
  if (!target) {
    return { next: app, writes: [] };
  }
  const wanted =
    target === 'missing'
      ? { problem: `unable to resolve '${revision}' to a commit SHA` }
      : wantedBy(app, target);
  if ('problem' in wanted) {
    return ended(app, state, round.now, {
      phase: 'Error',
      message: `ComparisonError: ${wanted.problem}`,
    });
  }
  const writes = syncWrites(app, wanted.objects, round.view, prune);
  const [refusal] = writes.flatMap(({ verb, object }) =>
    verb === 'delete' ? [] : refusalOf(object) ?? [],
  );
  if (refusal) {
    return ended(app, state, round.now, {
      phase: 'Failed',
      message: `one or more objects failed to apply, reason: ${refusal}`,
    });
  }
  const { next } = ended(app, state, round.now, {
    phase: 'Succeeded',
    message: 'successfully synced (all tasks run)',
    syncResult: { revision, source: app.spec.source },
  });
  return {
    writes,
    next: withHistory(next, revision, state, round.now),
  };
}

function ended(
  app: Application,
  state: OperationState,
  now: number,
  result: Pick<OperationState, 'phase' | 'message' | 'syncResult'>,
): Advanced {
  const { operation, ...rest } = app;
  return {
    writes: [],
    next: withState(rest, { ...state, ...result, finishedAt: rfc3339(now) }),
  };
}

function withState(
  app: Application,
  operationState: OperationState,
): Application {
  return { ...app, status: { ...app.status, operationState } };
}

function withHistory(
  app: Application,
  revision: string,
  { startedAt, operation }: OperationState,
  now: number,
): Application {
  const history = app.status?.history ?? [];
  const entry = {
    id: (history.at(-1)?.id ?? -1) + 1,
    revision,
    deployStartedAt: startedAt,
    deployedAt: rfc3339(now),
    source: app.spec.source,
    initiatedBy: operation.initiatedBy ?? {},
  };
  return {
    ...app,
    status: { ...app.status, history: [...history, entry].slice(-HISTORY) },
  };
}
