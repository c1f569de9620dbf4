import { Collection } from './Collection';
import { Discovery, GroupResource } from './Discovery';
import { KubeClient } from './KubeClient';
import { listPaged } from './list';
import { Poller } from './Poller';
import { Timing } from './ports';
import { SourceFailure } from '../../service/SourceFailure';
import { Random, Time } from '../../time/Time';
import { Reflector } from './Reflector';
import { SourceTracker } from './SourceTracker';

/** What the tasks need. */
export interface SourceTasksOptions {
  client: KubeClient;
  time: Time;
  timing: Timing;
  random: Random;
  onChange: () => void;
}

/** Everything that runs to collect one cluster, from its start until {@link SourceTasks.stop}. */
export class SourceTasks {
  readonly #options: SourceTasksOptions;
  readonly #discovery: Discovery;
  readonly #stop = new AbortController();
  readonly #reflectors: { nudge(): void; suspect(f: SourceFailure): void }[] =
    [];
  readonly #pollers: Poller[] = [];
  readonly #running: Promise<void>[] = [];

  constructor(options: SourceTasksOptions) {
    this.#options = options;
    this.#discovery = new Discovery(options.client, options.time);
  }

  run(task: { run(signal: AbortSignal): Promise<void> }): void {
    this.#running.push(task.run(this.#stop.signal));
  }

  /** Lists and watches a path, or what discovery finds of a resource. */
  reflect<TFacts>(
    tracker: SourceTracker,
    collection: Collection<TFacts>,
    from: string | GroupResource,
    query?: Record<string, string>,
  ): void {
    const reflector = new Reflector({
      ...this.#options,
      collection,
      tracker,
      resolvePath: async signal =>
        typeof from === 'string' ? from : this.#discovery.pathOf(from, signal),
      query,
    });
    this.#reflectors.push(reflector);
    this.run(reflector);
  }

  /** Lists a resource again and again. */
  pollList<TFacts>(
    tracker: SourceTracker,
    collection: Collection<TFacts>,
    resource: GroupResource,
  ): void {
    const ask = async (signal: AbortSignal) => {
      const path = await this.#discovery.pathOf(resource, signal);
      if (path) {
        await listPaged(this.#options.client, {
          path,
          signal,
          onBegin: () => collection.begin(),
          onPage: items => collection.page(items),
        });
        collection.commit();
      }
      return path !== undefined;
    };
    this.poll(tracker, ask, () => collection.clear());
  }

  poll(
    tracker: SourceTracker,
    ask: (signal: AbortSignal) => Promise<boolean>,
    onAbsent: () => void,
  ): void {
    const { timing, onChange } = this.#options;
    const poller = new Poller({
      ...this.#options,
      ask,
      tracker,
      periodMs: timing.pollMs,
      absentMs: timing.absentMs,
      onAbsent,
      onAnswer: onChange,
    });
    this.#pollers.push(poller);
    this.run(poller);
  }

  /** The server does not answer the probe: no open watch is believed. */
  suspect(failure: SourceFailure): void {
    this.#reflectors.forEach(reflector => reflector.suspect(failure));
  }

  /** The server answers again: nothing waits any longer. */
  nudge(): void {
    [...this.#pollers, ...this.#reflectors].forEach(task => task.nudge());
  }

  /** Resolves when all requests have ended. */
  async stop(): Promise<void> {
    this.#stop.abort(new SourceFailure('unreachable', 'the collector stops'));
    await Promise.all(this.#running);
  }
}
