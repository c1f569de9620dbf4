import { GitopsSource } from '../git/Gitops';
import { FolderContent, Snapshot } from '../git/snapshot';
import { rfc3339 } from '../kubernetes/store';
import { imagesOf } from './images';
import { RESOURCES_FINALIZER } from './applicationSets';
import { removalOf, resourcesOf, wantedBy } from './compare';
import { worstOf } from './health';
import { advanceOperation } from './operations';
import {
  Application,
  APPLICATIONS,
  ResourceStatus,
  Round,
  Write,
} from './types';

const REFRESH = 'argocd.argoproj.io/refresh';

/** What Argo CD's application controller does in one round: compare, sync, judge. */
export function planApplications(gitops: GitopsSource, round: Round): Write[] {
  const latest = gitops.latest();
  return latest
    ? (round.view.list(APPLICATIONS.resource) as Application[]).flatMap(app =>
        app.metadata.deletionTimestamp
          ? planRemoval(app, round)
          : planApplication(app, latest, gitops, round),
      )
    : [];
}

/** What the Application has deployed goes first, where it is asked to; then the Application. */
function planRemoval(app: Application, { view }: Round): Write[] {
  const { finalizers = [] } = app.metadata;
  const cascades = finalizers.includes(RESOURCES_FINALIZER);
  const removed = cascades ? removalOf(app, [], view) : [];
  return removed.length > 0 || !cascades
    ? removed
    : [
        {
          verb: 'update',
          resource: APPLICATIONS.resource,
          before: app,
          object: {
            ...app,
            metadata: {
              ...app.metadata,
              finalizers: finalizers.filter(
                name => name !== RESOURCES_FINALIZER,
              ),
            },
          },
        },
      ];
}

function planApplication(
  app: Application,
  latest: Snapshot,
  gitops: GitopsSource,
  round: Round,
): Write[] {
  const wanted = wantedBy(app, latest);
  const rows =
    'objects' in wanted ? resourcesOf(app, wanted.objects, round.view) : [];
  const compared = withComparison(app, { latest, wanted, rows, round });
  const { next, writes } = advanceOperation(
    compared,
    { latest, gitops },
    round,
  );
  const object = withoutRefresh(next);
  return JSON.stringify(object) === JSON.stringify(app)
    ? writes
    : [
        ...writes,
        {
          verb: 'update',
          resource: APPLICATIONS.resource,
          before: app,
          object: withReconcileTime(object, round.now),
        },
      ];
}

function withComparison(
  app: Application,
  found: {
    latest: Snapshot;
    wanted: FolderContent;
    rows: ResourceStatus[];
    round: Round;
  },
): Application {
  const { latest, wanted, rows, round } = found;
  const { source, destination } = app.spec;
  const others = (app.status?.conditions ?? []).filter(
    ({ type }) => type !== 'ComparisonError',
  );
  const sync = { comparedTo: { source, destination }, revision: latest.commit };
  if ('problem' in wanted) {
    return {
      ...app,
      status: {
        ...app.status,
        sync: { status: 'Unknown', ...sync },
        conditions: [
          ...others,
          comparisonError(app, wanted.problem, round.now),
        ],
      },
    };
  }
  const { conditions, ...status } = app.status ?? {};
  const isSynced = rows.every(row => row.status === 'Synced');
  return {
    ...app,
    status: {
      ...status,
      ...(others.length > 0 && { conditions: others }),
      sync: { status: isSynced ? 'Synced' : 'OutOfSync', ...sync },
      health: worstOf(rows.flatMap(({ health }) => health ?? [])),
      resources: rows,
      sourceType: 'Directory',
      summary: { images: imagesOf(wanted.objects) },
    },
  };
}

function comparisonError(
  { status }: Application,
  problem: string,
  now: number,
) {
  const message = `Failed to load target state: ${problem}`;
  const before = status?.conditions?.find(
    condition =>
      condition.type === 'ComparisonError' && condition.message === message,
  );
  return (
    before ?? {
      type: 'ComparisonError',
      message,
      lastTransitionTime: rfc3339(now),
    }
  );
}

/** Taking the annotation away says that it was done. */
function withoutRefresh(app: Application): Application {
  const { [REFRESH]: asked, ...annotations } = app.metadata.annotations ?? {};
  return asked === undefined
    ? app
    : { ...app, metadata: { ...app.metadata, annotations } };
}

function withReconcileTime(app: Application, now: number): Application {
  return { ...app, status: { ...app.status, reconciledAt: rfc3339(now) } };
}
