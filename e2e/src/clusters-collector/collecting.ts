import {
  Collector,
  createCollector,
  DEFAULT_TIMING,
  systemTime,
} from '@textloom/plugin-clusters-backend';
import {
  projectBudget,
  projectNode,
  projectPod,
  projectWorkload,
  DEFAULT_GROUP_LABELS,
  SourceName,
} from '@textloom/plugin-clusters-common';
import { KubeAddress, KubeWriter } from './kubeWriter';
import { NAMESPACE, NODES, WORKLOAD_KINDS } from './objects';
import { seeded } from './random';
import { budgetsPath } from './workloadChanges';

/** Limits for a server on the same machine, so that a hung one is found in seconds. */
const TIMING = {
  ...DEFAULT_TIMING,
  headMs: 2_000,
  chunkMs: 2_000,
  probeMs: 1_000,
  probeLimitMs: 1_000,
  pollMs: 2_000,
};

/** A collector of a server, started. */
export function collect({ url, token, caData }: KubeAddress): Collector {
  const collector = createCollector({
    details: {
      name: 'suite',
      url,
      caData,
      authMetadata: { 'kubernetes.io/auth-provider': 'serviceAccount' },
    },
    authStrategyMap: {
      serviceAccount: {
        getCredential: async () => ({ type: 'bearer token', token }),
        validateCluster: () => [],
        presentAuthMetadata: () => ({}),
      },
    },
    groupLabels: DEFAULT_GROUP_LABELS,
    time: systemTime,
    timing: TIMING,
    random: seeded(7),
    onChange: () => {},
  });
  collector.start();
  return collector;
}

/** Asks until the answer is as wanted, or fails with the last one; returns how long it took. */
export async function eventually(
  check: () => void | Promise<void>,
  limitMs: number,
): Promise<number> {
  const begin = Date.now();
  for (;;) {
    try {
      await check();
      return Date.now() - begin;
    } catch (error) {
      if (Date.now() - begin > limitMs) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

/** Status of a source. */
export function stateOf(collector: Collector, source: SourceName) {
  return collector.facts().sources.find(status => status.source === source);
}

function sorted<T extends { uid: string }>(items: T[]): T[] {
  return [...items].sort((a, b) => a.uid.localeCompare(b.uid));
}

const known = <T>(items: (T | undefined)[]) =>
  items.filter(item => item !== undefined);

/** The cache holds exactly what the server holds, field by field. */
export async function expectEqual(writer: KubeWriter, collector: Collector) {
  const [nodes, pods] = await Promise.all([
    writer.list(NODES),
    writer.list('/api/v1/pods'),
  ]);
  const facts = collector.facts();
  expect(sorted(facts.nodes)).toEqual(
    sorted(known(nodes.items.map(raw => projectNode(raw)))),
  );
  expect(sorted(facts.pods)).toEqual(sorted(known(pods.items.map(projectPod))));
}

/** The same of what the suite wrote of workloads and budgets. */
export async function expectBoundsEqual(
  writer: KubeWriter,
  collector: Collector,
  policy: string,
) {
  const lists = await Promise.all(
    WORKLOAD_KINDS.map(async ({ kind, path }) =>
      (await writer.list(path)).items.map(raw => projectWorkload(kind, raw)),
    ),
  );
  const { items } = await writer.list(budgetsPath({ policy }));
  const { workloads = [], budgets = [] } = collector.facts();
  const ours = <T extends { namespace: string }>(all: T[]) =>
    all.filter(({ namespace }) => namespace === NAMESPACE);
  expect(sorted(ours(workloads))).toEqual(sorted(known(lists.flat())));
  expect(sorted(ours(budgets))).toEqual(
    sorted(known(items.map(projectBudget))),
  );
}
