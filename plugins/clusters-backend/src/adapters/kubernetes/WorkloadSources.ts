import {
  AutoscalerGroupFacts,
  ClusterFacts,
  KarpenterFacts,
  PdbFacts,
  projectAutoscalerStatus,
  projectBudget,
  projectKarpenter,
  projectVpa,
  projectWorkload,
  SourceName,
  SourceStatus,
  VpaFacts,
  WorkloadFacts,
  WorkloadKind,
} from '@textloom/plugin-clusters-common';
import { SourceFailure } from '../../service/SourceFailure';
import { Collection } from './Collection';
import { combinedStatus } from './combinedStatus';
import { GroupResource } from './Discovery';
import { KubeClient } from './KubeClient';
import { SourceTasks } from './SourceTasks';
import { SourceTracker } from './SourceTracker';

const apps = (resource: string): GroupResource => ({
  group: 'apps',
  versions: ['v1'],
  resource,
});
const karpenter = (resource: string): GroupResource => ({
  group: 'karpenter.sh',
  versions: ['v1', 'v1beta1'],
  resource,
});
const WORKLOADS: Record<WorkloadKind, GroupResource> = {
  Deployment: apps('deployments'),
  StatefulSet: apps('statefulsets'),
  DaemonSet: apps('daemonsets'),
};
const BUDGETS: GroupResource = {
  group: 'policy',
  versions: ['v1', 'v1beta1'],
  resource: 'poddisruptionbudgets',
};
const VPAS: GroupResource = {
  group: 'autoscaling.k8s.io',
  versions: ['v1', 'v1beta2'],
  resource: 'verticalpodautoscalers',
};
const AUTOSCALER_STATUS =
  '/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status';

/** What these sources need. */
export interface WorkloadSourcesOptions {
  client: KubeClient;
  trackerOf: (source: SourceName) => SourceTracker;
  tasks: SourceTasks;
}

/** One kind of object, its tracker and its collection. */
class Part<TFacts> {
  readonly tracker: SourceTracker;
  readonly collection: Collection<TFacts>;
  readonly resource: GroupResource;

  constructor(
    tracker: SourceTracker,
    resource: GroupResource,
    project: (raw: unknown) => TFacts | undefined,
  ) {
    this.tracker = tracker;
    this.resource = resource;
    this.collection = new Collection({ project });
  }
}

/** Workloads and what bounds them: each kind lives by itself, some are one source to the reader. */
export class WorkloadSources {
  readonly #options: WorkloadSourcesOptions;
  readonly #workloads: Part<WorkloadFacts>[];
  readonly #budgets: Part<PdbFacts>;
  readonly #vpas: Part<VpaFacts>;
  readonly #karpenter: Part<KarpenterFacts>[];
  readonly #autoscaler: SourceTracker;
  #groups?: AutoscalerGroupFacts[];

  constructor(options: WorkloadSourcesOptions) {
    const { trackerOf } = options;
    this.#options = options;
    this.#workloads = Object.entries(WORKLOADS).map(
      ([kind, resource]) =>
        new Part(trackerOf('workloads'), resource, raw =>
          projectWorkload(kind as WorkloadKind, raw),
        ),
    );
    this.#budgets = new Part(trackerOf('budgets'), BUDGETS, projectBudget);
    this.#vpas = new Part(trackerOf('vpas'), VPAS, projectVpa);
    this.#karpenter = (
      [
        ['NodePool', 'nodepools'],
        ['NodeClaim', 'nodeclaims'],
      ] as const
    ).map(
      ([kind, resource]) =>
        new Part(trackerOf('karpenter'), karpenter(resource), raw =>
          projectKarpenter(kind, raw),
        ),
    );
    this.#autoscaler = trackerOf('autoscaler');
  }

  start(): void {
    const { tasks, client } = this.#options;
    const watch = <TFacts>({ tracker, collection, resource }: Part<TFacts>) =>
      tasks.reflect(tracker, collection, resource);
    this.#workloads.forEach(watch);
    watch(this.#budgets);
    watch(this.#vpas);
    this.#karpenter.forEach(watch);
    tasks.poll(
      this.#autoscaler,
      async signal => {
        const { value } = await client.get({ path: AUTOSCALER_STATUS, signal });
        this.#groups = projectAutoscalerStatus(value);
        if (!this.#groups) {
          throw new SourceFailure('malformed', 'the status is none');
        }
        return true;
      },
      () => {
        this.#groups = undefined;
      },
    );
  }

  /** What is known; a kind that never answered is absent. */
  facts(): Pick<
    ClusterFacts,
    'workloads' | 'budgets' | 'vpas' | 'karpenter' | 'autoscaler'
  > {
    const valuesOf = <TFacts>(parts: readonly Part<TFacts>[]) =>
      parts.some(({ tracker }) => tracker.status().at !== undefined)
        ? parts.flatMap(({ collection }) => collection.values())
        : undefined;
    return {
      workloads: valuesOf(this.#workloads),
      budgets: valuesOf([this.#budgets]),
      vpas: valuesOf([this.#vpas]),
      karpenter: valuesOf(this.#karpenter),
      autoscaler: this.#groups,
    };
  }

  statuses(): SourceStatus[] {
    const together = (
      source: SourceName,
      parts: readonly { tracker: SourceTracker }[],
    ) =>
      combinedStatus(
        source,
        parts.map(({ tracker }) => tracker.status()),
      );
    return [
      together('workloads', this.#workloads),
      this.#budgets.tracker.status(),
      this.#vpas.tracker.status(),
      together('karpenter', this.#karpenter),
      this.#autoscaler.status(),
    ];
  }
}
