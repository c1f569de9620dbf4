import { ClusterFacts, EksFacts } from '@textloom/plugin-clusters-common';
import { Time } from '../../time/Time';
import { EksClient, EksSettings } from './EksClient';
import { EksCluster } from './projectEks';

/** EKS itself refreshes insights once a day. */
const INSIGHTS_MS = 15 * 60_000;
/** One round of all questions. */
const ROUND_MS = 45_000;

/** What EKS says of one cluster. Each question lives by itself; the source is as bad as its worst. */
export class EksSource {
  readonly #client: EksClient;
  readonly #time: Time;
  #cluster?: EksCluster;
  #parts: Omit<EksFacts, keyof EksCluster> = {
    nodeGroups: [],
    addons: [],
    insights: [],
  };
  #insightsAt = -Infinity;

  constructor(settings: EksSettings, time: Time) {
    this.#client = new EksClient(settings);
    this.#time = time;
  }

  /** Last known; absent before the cluster was ever described. */
  facts(): Pick<ClusterFacts, 'eks'> {
    return {
      ...(this.#cluster && { eks: { ...this.#cluster, ...this.#parts } }),
    };
  }

  /** Asks everything that is due once. @throws SourceFailure when a part did not answer; the others are kept. */
  async ask(signal: AbortSignal): Promise<boolean> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ROUND_MS)]);
    const answers = await Promise.allSettled([
      this.#client.cluster(limit).then(cluster => {
        this.#cluster = cluster;
      }),
      this.#client.nodeGroups(limit).then(nodeGroups => {
        this.#parts = { ...this.#parts, nodeGroups };
      }),
      this.#client.addons(limit).then(addons => {
        this.#parts = { ...this.#parts, addons };
      }),
      this.#askInsights(limit),
    ]);
    for (const answer of answers) {
      if (answer.status === 'rejected') {
        throw answer.reason;
      }
    }
    return true;
  }

  close(): void {
    this.#client.close();
  }

  async #askInsights(limit: AbortSignal): Promise<void> {
    const now = this.#time.now();
    if (now - this.#insightsAt >= INSIGHTS_MS) {
      const insights = await this.#client.insights(limit);
      this.#parts = { ...this.#parts, insights };
      this.#insightsAt = now;
    }
  }
}
