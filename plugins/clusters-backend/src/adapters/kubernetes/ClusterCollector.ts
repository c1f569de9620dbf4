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
import { Discovery, GroupResource } from './Discovery';
import { SourceFailure } from '../../service/SourceFailure';
import { KubeClient } from './KubeClient';
import { listPaged } from './list';
import { Poller } from './Poller';
import { Timing, Transport } from './ports';
import { Random, Time } from '../../time/Time';
import { Reflector } from './Reflector';
import { ServerProbe } from './ServerProbe';
import { SourceTracker } from './SourceTracker';

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
  readonly #client: KubeClient;
  readonly #discovery: Discovery;
  readonly #stop = new AbortController();
  readonly #trackers: Record<SourceName, SourceTracker>;
  readonly #nodes: Collection<NodeFacts>;
  readonly #pods = new Collection<PodFacts>({ project: projectPod });
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
  readonly #reflectors: { nudge(): void; suspect(f: SourceFailure): void }[] =
    [];
  readonly #pollers: Poller[] = [];
  readonly #probe: ServerProbe;
  readonly #running: Promise<void>[] = [];

  constructor(options: ClusterCollectorOptions) {
    const { transport, time, timing, groupLabels, onChange } = options;
    this.#options = options;
    this.#nodes = new Collection<NodeFacts>({
      project: raw => projectNode(raw, groupLabels),
    });
    this.#client = new KubeClient(transport, time, timing);
    this.#discovery = new Discovery(this.#client, time);
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
    this.#probe = new ServerProbe({
      ...options,
      client: this.#client,
      tracker: this.#trackers.api,
      onAnswer: onChange,
      onLost: failure => this.#reflectors.forEach(r => r.suspect(failure)),
      onFound: () =>
        [...this.#pollers, ...this.#reflectors].forEach(task => task.nudge()),
    });
  }

  start(): void {
    const fixed = (path: string) => async () => path;
    this.#run(this.#probe);
    this.#reflect('nodes', this.#nodes, fixed('/api/v1/nodes'));
    this.#reflect('pods', this.#pods, fixed('/api/v1/pods'));
    this.#reflect('events', this.#events, fixed('/api/v1/events'), {
      fieldSelector: 'type=Warning',
    });
    this.#reflect('hpas', this.#hpas, signal =>
      this.#discovery.pathOf(HPAS, signal),
    );
    this.#poll('leases', this.#leases, LEASES);
    this.#poll('metrics', this.#usage, METRICS);
  }

  /** Resolves when all requests have ended. */
  async stop(): Promise<void> {
    this.#stop.abort(new SourceFailure('unreachable', 'the collector stops'));
    await Promise.all(this.#running);
    this.#options.transport.close();
  }

  facts(): ClusterFacts {
    const { name, title } = this.#options;
    return {
      name,
      title,
      version: this.#probe.version,
      sources: Object.values(this.#trackers).map(t => t.status()),
      nodes: this.#nodes.values(),
      pods: this.#pods.values(),
      hpas: this.#hpas.values(),
      events: this.#events.values(),
      usage: Object.fromEntries(
        this.#usage.values().map(({ name: node, usage }) => [node, usage]),
      ),
      leases: Object.fromEntries(
        this.#leases
          .values()
          .map(({ name: node, renewedAt }) => [node, renewedAt]),
      ),
      clockSkewMs: this.#probe.skewMs,
    };
  }

  #run(task: { run(signal: AbortSignal): Promise<void> }): void {
    this.#running.push(task.run(this.#stop.signal));
  }

  #reflect<TFacts>(
    source: SourceName,
    collection: Collection<TFacts>,
    resolvePath: (signal: AbortSignal) => Promise<string | undefined>,
    query?: Record<string, string>,
  ): void {
    const { time, timing, random, onChange } = this.#options;
    const reflector = new Reflector({
      client: this.#client,
      collection,
      tracker: this.#trackers[source],
      resolvePath,
      query,
      time,
      timing,
      random,
      onChange,
    });
    this.#reflectors.push(reflector);
    this.#run(reflector);
  }

  #poll<TFacts>(
    source: SourceName,
    collection: Collection<TFacts>,
    resource: GroupResource,
  ): void {
    const { time, timing, random, onChange, skipMetrics } = this.#options;
    const poller = new Poller({
      ask: async signal => {
        if (source === 'metrics' && skipMetrics) {
          return false;
        }
        const path = await this.#discovery.pathOf(resource, signal);
        if (path) {
          await listPaged(this.#client, {
            path,
            signal,
            onBegin: () => collection.begin(),
            onPage: items => collection.page(items),
          });
          collection.commit();
        }
        return path !== undefined;
      },
      tracker: this.#trackers[source],
      time,
      random,
      periodMs: timing.pollMs,
      absentMs: timing.absentMs,
      onAbsent: () => collection.clear(),
      onAnswer: onChange,
    });
    this.#pollers.push(poller);
    this.#run(poller);
  }
}
