import { CostsStore } from '../service/ports';

/** What pods of one component hold of a node group now: for each pod the larger of request and usage, added up. */
export interface PodSample {
  cluster: string;
  nodeGroup: string;
  namespace: string;
  /** Entity reference, `''` when no label says so. */
  component: string;
  environment: string;
  role: 'workload' | 'mesh' | 'platform';
  cpuCores: number;
  memoryGib: number;
}

/** What the clusters plugin knows of pods and capacity now. */
export interface PodSource {
  /** What is not known is left out, never guessed. */
  sample(): Promise<{
    pods: PodSample[];
    capacity: {
      cluster: string;
      nodeGroup: string;
      cpuCores: number;
      memoryGib: number;
    }[];
  }>;
}

export interface UsageSamplerOptions {
  pods: PodSource;
  store: Pick<CostsStore, 'addUsage'>;
  /** Time between samples, in milliseconds. */
  periodMs: number;
  /** Of whom one replica alone samples. */
  lease?: { hold(): Promise<boolean> };
  clock?: () => number;
}

const HOUR_MS = 3_600_000;

/** Adds what pods hold to the usage of the day, in core-hours and GiB-hours. */
export class UsageSampler {
  readonly #options: UsageSamplerOptions;
  readonly #clock: () => number;
  #last?: number;

  constructor(options: UsageSamplerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
  }

  /**
   * Takes a sample. It stands for the time since the last one, or one period when that is longer ago than two: what was
   * in a gap is not known, so nothing is invented for it.
   */
  async sample(): Promise<void> {
    const { pods: source, store, lease, periodMs } = this.#options;
    if (lease && !(await lease.hold())) {
      this.#last = undefined;
      return;
    }
    const { pods, capacity } = await source.sample();
    const now = this.#clock();
    const passed = this.#last === undefined ? periodMs : now - this.#last;
    const hours =
      Math.max(0, passed > 2 * periodMs ? periodMs : passed) / HOUR_MS;
    const day = new Date(now).toISOString().slice(0, 10);
    await store.addUsage({
      usage: pods.map(({ cpuCores, memoryGib, ...of }) => ({
        day,
        ...of,
        cpuCoreHours: cpuCores * hours,
        memoryGibHours: memoryGib * hours,
      })),
      capacity: capacity.map(({ cpuCores, memoryGib, ...of }) => ({
        day,
        ...of,
        cpuCoreHours: cpuCores * hours,
        memoryGibHours: memoryGib * hours,
      })),
    });
    this.#last = now;
  }
}
