import { isReady } from '../../controllers/pods';
import { reconcile } from '../../controllers/reconcile';
import { Gitops } from '../../git/Gitops';
import { buildCluster } from '../../world/build';
import { CLUSTER_PLANS } from '../../world/clusters';
import { digestFor } from '../../world/images';
import { getOf, isActive, listOf, PODS } from '../../world/objects';
import { installArgo } from '../install';
import { restoring } from '../restore';
import { seedFiles } from '../seed';
import { Application, APPLICATIONS, Rollout, ROLLOUTS } from '../types';
import { RolloutsUnderWay } from '../underWay';

const START = Date.parse('2026-11-25T10:00:00Z');

/** A repository in memory: each commit is a change of the one before. */
function createHistory() {
  const commits = new Map([['0'.repeat(40), seedFiles()]]);
  let head = '0'.repeat(40);
  const keep = (files: ReadonlyMap<string, string>) => {
    head = `${commits.size}`.repeat(40).slice(0, 40);
    commits.set(head, new Map(files));
    return head;
  };
  return {
    head: async () => head,
    read: async (commit: string) => commits.get(commit),
    /** Changes text in one file, as a release does to an image. */
    change(path: string, from: string | RegExp, to: string): string {
      const files = new Map(commits.get(head));
      files.set(path, (files.get(path) ?? '').replace(from, to));
      return keep(files);
    },
    /** Adds files, or puts them in the place of others. */
    add: (added: Record<string, string>) =>
      keep(new Map([...(commits.get(head) ?? []), ...Object.entries(added)])),
    /** Removes a folder. */
    remove: (folder: string) =>
      keep(
        new Map(
          [...(commits.get(head) ?? [])].filter(
            ([path]) => !path.startsWith(`${folder}/`),
          ),
        ),
      ),
  };
}

/**
 * A cluster that follows a repository, on a clock that passes only when told.
 * @param left - the repository, the time and the rollouts of a cluster that was left
 */
export async function followRepository(
  cluster: string,
  left: {
    history?: ReturnType<typeof createHistory>;
    now?: number;
    kept?: RolloutsUnderWay;
  } = {},
) {
  const clock = { now: left.now ?? START };
  const history = left.history ?? createHistory();
  const gitops = new Gitops(history);
  await gitops.refresh();
  const plan =
    CLUSTER_PLANS.find(({ name }) => name === cluster) ?? CLUSTER_PLANS[0];
  const latest = gitops.latest();
  const world = buildCluster({
    seed: 3,
    plan,
    now: () => clock.now,
    ...(latest && restoring(latest, left.kept)),
  });
  installArgo(world, { gitops, repoUrl: 'http://localhost/git/gitops.git' });
  const { store } = world;
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.now += 1_000;
      await gitops.refresh();
      reconcile(world);
    }
  };
  return {
    world,
    gitops,
    history,
    clock,
    pass,
    /** Has Git hold another version of a service. */
    deploy: (environment: string, service: string, version: string) =>
      history.change(
        `environments/${environment}/${service}/deployment.yaml`,
        /sha256:[0-9a-f]{64}/,
        digestFor(service, version),
      ),
    change: history.change,
    application: (name: string) =>
      getOf(store, APPLICATIONS, 'argocd', name) as Application,
    rollout: (name: string) =>
      getOf(store, ROLLOUTS, 'textloom', name) as Rollout,
    /** How many pods that serve run each digest of a service. */
    running: (namespace: string, service: string) => {
      const counts: Record<string, number> = {};
      for (const pod of listOf(store, PODS, namespace)) {
        const [main] = pod.status.containerStatuses ?? [];
        if (
          pod.metadata.labels?.['app.kubernetes.io/instance'] === service &&
          isActive(pod) &&
          isReady(pod)
        ) {
          const digest = `${main.imageID}`.split('@')[1];
          counts[digest] = (counts[digest] ?? 0) + 1;
        }
      }
      return counts;
    },
  };
}
