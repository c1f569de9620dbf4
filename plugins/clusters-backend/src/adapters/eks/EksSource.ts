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
  #describedAt?: number;
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

  /** When the cluster was last described, though other questions may have failed. */
  get describedAt(): number | undefined {
    return this.#describedAt;
  }

  /** Asks everything that is due once. @throws SourceFailure when a part did not answer; the others are kept. */
  async ask(signal: AbortSignal): Promise<boolean> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ROUND_MS)]);
    // Two at a time, of which each asks at most two questions at once: EKS is never asked more than four.
    const answers = await Promise.all([
      inTurn([() => this.#askCluster(limit), () => this.#askGroups(limit)]),
      inTurn([() => this.#askInsights(limit), () => this.#askAddons(limit)]),
    ]);
    for (const answer of answers.flat()) {
      if (answer.status === 'rejected') {
        throw answer.reason;
      }
    }
    return true;
  }

  close(): void {
    this.#client.close();
  }

  async #askCluster(limit: AbortSignal): Promise<void> {
    this.#cluster = await this.#client.cluster(limit);
    this.#describedAt = this.#time.now();
  }

  async #askGroups(limit: AbortSignal): Promise<void> {
    const nodeGroups = await this.#client.nodeGroups(limit);
    this.#parts = { ...this.#parts, nodeGroups };
  }

  async #askAddons(limit: AbortSignal): Promise<void> {
    const addons = await this.#client.addons(limit);
    this.#parts = { ...this.#parts, addons };
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

/** One after the other, each whatever became of the one before. */
async function inTurn(
  works: readonly (() => Promise<void>)[],
): Promise<PromiseSettledResult<void>[]> {
  const settled: PromiseSettledResult<void>[] = [];
  for (const work of works) {
    settled.push(...(await Promise.allSettled([work()])));
  }
  return settled;
}
