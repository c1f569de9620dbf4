import { NotFoundError } from '@backstage/errors';
import { Clock } from '@textloom/kernel';
import { ClustersApi } from '../api/ClustersApi';
import { assessCluster } from '../domain/assess';
import { ClusterFacts } from '../domain/facts';
import { fleetView } from '../domain/fleetView';
import { nodeGroupView, nodeView } from '../domain/nodeView';
import {
  ClusterView,
  FleetView,
  NodeGroupView,
  NodeView,
} from '../domain/views';
import { TEST_NOW } from './builders';

/** {@link ClustersApi} over facts in memory, judged by the real rules. */
export class InMemoryClustersClient implements ClustersApi {
  readonly #now: Clock;
  #facts: readonly ClusterFacts[];
  #revision = 1;

  constructor(
    facts: readonly ClusterFacts[] = [],
    now: Clock = () => TEST_NOW,
  ) {
    this.#facts = facts;
    this.#now = now;
  }

  /** Replaces the facts, as a change in the cluster would. */
  setFacts(facts: readonly ClusterFacts[]): void {
    this.#facts = facts;
    this.#revision++;
  }

  async getFleet(): Promise<FleetView> {
    return fleetView(
      this.#facts.map(facts => this.#view(facts)),
      this.#now(),
    );
  }

  async getCluster(cluster: string): Promise<ClusterView> {
    return this.#view(this.#find(cluster));
  }

  async getNodeGroup(
    cluster: string,
    nodeGroup: string,
  ): Promise<NodeGroupView> {
    const view = nodeGroupView(this.#view(this.#find(cluster)), nodeGroup);
    if (!view) {
      throw new NotFoundError(`No node group ${nodeGroup} in ${cluster}`);
    }
    return view;
  }

  async getNode(cluster: string, node: string): Promise<NodeView> {
    const facts = this.#find(cluster);
    const view = nodeView(facts, this.#view(facts), node);
    if (!view) {
      throw new NotFoundError(`No node ${node} in ${cluster}`);
    }
    return view;
  }

  #find(cluster: string): ClusterFacts {
    const facts = this.#facts.find(({ name }) => name === cluster);
    if (!facts) {
      throw new NotFoundError(`No cluster ${cluster}`);
    }
    return facts;
  }

  #view(facts: ClusterFacts): ClusterView {
    const { view } = assessCluster(facts, { now: this.#now() });
    return { ...view, revision: this.#revision };
  }
}
