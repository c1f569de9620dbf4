import { LoggerService } from '@backstage/backend-plugin-api';
import {
  LocatorStatus,
  SourceProblem,
  SourceState,
} from '@textloom/plugin-clusters-common';
import { backoffMs } from '../time/backoff';
import { Pause } from '../time/pause';
import { Random, Time } from '../time/Time';
import { ClusterLocator, Collector, LocatedCluster } from './ClusterLocator';
import { SourceFailure, stateOf } from './SourceFailure';

/** How often the list of clusters is read again. */
const PERIOD_MS = 60_000;

/** What a fleet needs. */
export interface FleetOptions {
  locator: ClusterLocator;
  logger: LoggerService;
  time: Time;
  random: Random;
  /** The facts of a cluster changed, or it is new. */
  onChange: (cluster: string) => void;
  /** A cluster is no longer configured. */
  onGone: (cluster: string) => void;
}

interface Member {
  key: string;
  collector: Collector;
}

/** Runs one collector for each configured cluster, and follows the configuration. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #stop = new AbortController();
  readonly #members = new Map<string, Member>();
  /** Collectors that are ending. */
  readonly #leaving = new Set<Promise<void>>();
  #running?: Promise<void>;
  #state: SourceState = 'connecting';
  #problem?: SourceProblem;
  #since: number;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#since = options.time.now();
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when no collector is left. */
  async stop(): Promise<void> {
    this.#stop.abort();
    [...this.#members.keys()].forEach(name => this.#drop(name));
    await Promise.all([this.#running, ...this.#leaving]);
  }

  collector(cluster: string): Collector | undefined {
    return this.#members.get(cluster)?.collector;
  }

  /** How far the list of clusters can be believed. */
  status(): LocatorStatus {
    return {
      state: this.#state,
      since: new Date(this.#since).toISOString(),
      ...(this.#problem && { problem: this.#problem }),
    };
  }

  async #run(): Promise<void> {
    const { time, random } = this.#options;
    const pause = new Pause(time);
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      failures = (await this.#sync()) ? 0 : failures + 1;
      const waitMs = failures ? backoffMs(failures - 1, random) : PERIOD_MS;
      await pause.wait(waitMs, signal);
    }
  }

  /** Reads the list; what cannot be read now leaves the clusters known as they are. */
  async #sync(): Promise<boolean> {
    const { locator, logger } = this.#options;
    try {
      const clusters = await locator.locate(this.#stop.signal);
      if (!this.#stop.signal.aborted) {
        this.#follow(clusters);
        this.#move('live');
      }
      return true;
    } catch (error) {
      if (this.#stop.signal.aborted) {
        return false;
      }
      const problem =
        error instanceof SourceFailure ? error.problem : 'server-error';
      if (problem !== this.#problem) {
        logger.warn(`The list of clusters cannot be read: ${error}`);
      }
      this.#move(stateOf(problem, this.#members.size > 0), problem);
      return false;
    }
  }

  #follow(clusters: LocatedCluster[]): void {
    const names = new Set(clusters.map(({ name }) => name));
    for (const name of this.#members.keys()) {
      if (!names.has(name)) {
        this.#drop(name);
        this.#options.onGone(name);
      }
    }
    for (const cluster of clusters) {
      if (this.#members.get(cluster.name)?.key !== cluster.key) {
        this.#drop(cluster.name);
        this.#add(cluster);
      }
    }
  }

  #add({ name, key, collect }: LocatedCluster): void {
    const collector = collect(() => this.#options.onChange(name));
    this.#members.set(name, { key, collector });
    collector.start();
    this.#options.onChange(name);
  }

  #drop(name: string): void {
    const member = this.#members.get(name);
    if (member) {
      this.#members.delete(name);
      const leaving = member.collector
        .stop()
        .finally(() => this.#leaving.delete(leaving));
      this.#leaving.add(leaving);
    }
  }

  #move(state: SourceState, problem?: SourceProblem): void {
    if (state !== this.#state) {
      this.#since = this.#options.time.now();
    }
    this.#state = state;
    this.#problem = problem;
  }
}
