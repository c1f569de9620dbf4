import { Transport } from '@textloom/backend-kit';
import {
  ClusterFacts,
  EventFacts,
  HpaFacts,
  NodeFacts,
  NodeUsage,
  PodFacts,
  projectEvent,
  projectHpa,
  projectLease,
  projectNode,
  projectNodeMetrics,
  projectPod,
  SourceName,
} from '@textloom/plugin-clusters-common';
import { Collection } from './Collection';
import { GroupResource } from './Discovery';
import { SourceFailure } from '../../service/SourceFailure';
import { KubeClient } from './KubeClient';
import { Timing } from './ports';
import { Random, Time } from '../../time/Time';
import { ServerProbe } from './ServerProbe';
import { SourceTasks } from './SourceTasks';
import { SourceTracker } from './SourceTracker';
import { WorkloadSources } from './WorkloadSources';

/** Newest Warning events that are kept. */
const MAX_EVENTS = 500;

const HPAS: GroupResource = {
  group: 'autoscaling',
  versions: ['v2', 'v2beta2', 'v1'],
  resource: 'horizontalpodautoscalers',
};
const LEASES: GroupResource = {
  group: 'coordination.k8s.io',
  versions: ['v1'],
  resource: 'namespaces/kube-node-lease/leases',
};
const METRICS: GroupResource = {
  group: 'metrics.k8s.io',
  versions: ['v1', 'v1beta1'],
  resource: 'nodes',
};

/** Sources with a tracker and a collection each; the others are those of {@link WorkloadSources}. */
type OwnSource =
  | 'api'
  | 'nodes'
  | 'pods'
  | 'leases'
  | 'metrics'
  | 'hpas'
  | 'events';

/** What a collector needs. */
export interface ClusterCollectorOptions {
  name: string;
  title: string;
  transport: Transport;
  /** Labels that may name a node's group; they are kept of each node. */
  groupLabels: readonly string[];
  /** Do not ask for `metrics.k8s.io`. */
  skipMetrics?: boolean;
  time: Time;
  timing: Timing;
  random: Random;
  /** Facts or the state of a source changed. */
  onChange: () => void;
}

/** Collects the facts of one cluster. Each source lives by itself; none waits for another. */
export class ClusterCollector {
  readonly #options: ClusterCollectorOptions;
  readonly #tasks: SourceTasks;
  readonly #trackers: Record<OwnSource, SourceTracker>;
  readonly #workloads: WorkloadSources;
  readonly #nodes: Collection<NodeFacts>;
  readonly #pods = new Collection<PodFacts>({
    project: projectPod,
    indexBy: ({ nodeName }) => nodeName ?? '',
  });
  readonly #hpas = new Collection<HpaFacts>({ project: projectHpa });
  readonly #events = new Collection<EventFacts>({
    project: projectEvent,
    bound: {
      max: MAX_EVENTS,
      oldestFirst: (a, b) => a.at.localeCompare(b.at),
    },
  });
  readonly #usage = new Collection<{
    name: string;
    usage: NodeUsage;
  }>({ project: projectNodeMetrics });
  readonly #leases = new Collection<{
    name: string;
    renewedAt: string;
  }>({ project: projectLease });
  readonly #usageByNode = recordOf(this.#usage, item => item.usage);
  readonly #leasesByNode = recordOf(this.#leases, item => item.renewedAt);
  readonly #probe: ServerProbe;

  constructor(options: ClusterCollectorOptions) {
    const { transport, time, timing, groupLabels, onChange } = options;
    this.#options = options;
    this.#nodes = new Collection<NodeFacts>({
      project: raw => projectNode(raw, groupLabels),
    });
    const client = new KubeClient(transport, time, timing);
    const tasks = new SourceTasks({ ...options, client });
    this.#tasks = tasks;
    const tracker = (source: SourceName) =>
      new SourceTracker(source, time, onChange);
    this.#trackers = {
      api: tracker('api'),
      nodes: tracker('nodes'),
      pods: tracker('pods'),
      leases: tracker('leases'),
      metrics: tracker('metrics'),
      hpas: tracker('hpas'),
      events: tracker('events'),
    };
    this.#workloads = new WorkloadSources({
      client,
      tasks,
      trackerOf: tracker,
    });
    this.#probe = new ServerProbe({
      ...options,
      client,
      tracker: this.#trackers.api,
      onAnswer: onChange,
      onLost: failure => tasks.suspect(failure),
      onFound: () => tasks.nudge(),
    });
  }

  start(): void {
    const tasks = this.#tasks;
    const { nodes, pods, events, hpas, leases, metrics } = this.#trackers;
    tasks.run(this.#probe);
    tasks.reflect(nodes, this.#nodes, '/api/v1/nodes');
    tasks.reflect(pods, this.#pods, '/api/v1/pods');
    tasks.reflect(events, this.#events, '/api/v1/events', {
      fieldSelector: 'type=Warning',
    });
    tasks.reflect(hpas, this.#hpas, HPAS);
    tasks.pollList(leases, this.#leases, LEASES);
    if (!this.#options.skipMetrics) {
      tasks.pollList(metrics, this.#usage, METRICS);
    } else {
      metrics.failed(new SourceFailure('not-served', 'not to be asked for'));
    }
    this.#workloads.start();
  }

  /** Resolves when all requests have ended. */
  async stop(): Promise<void> {
    await this.#tasks.stop();
    this.#options.transport.close();
  }

  facts(): ClusterFacts {
    const { name, title } = this.#options;
    const { latencyMs } = this.#probe;
    return {
      name,
      title,
      version: this.#probe.version,
      sources: [
        ...Object.values(this.#trackers).map(t => t.status()),
        ...this.#workloads.statuses(),
      ],
      nodes: this.#nodes.values(),
      pods: this.#pods.values(),
      podsByNode: this.#pods.index(),
      hpas: this.#hpas.values(),
      events: this.#events.values(),
      usage: this.#usageByNode(),
      leases: this.#leasesByNode(),
      clockSkewMs: this.#probe.skewMs,
      ...(latencyMs !== undefined && { apiLatencyMs: latencyMs }),
      ...this.#workloads.facts(),
    };
  }
}

/** What a collection holds, by name; another record only after a change. */
function recordOf<TFacts extends { name: string }, T>(
  collection: Collection<TFacts>,
  valueOf: (facts: TFacts) => T,
): () => Record<string, T> {
  let items: readonly TFacts[] | undefined;
  let record: Record<string, T> = {};
  return () => {
    const now = collection.values();
    if (now !== items) {
      items = now;
      record = Object.fromEntries(now.map(item => [item.name, valueOf(item)]));
    }
    return record;
  };
}
