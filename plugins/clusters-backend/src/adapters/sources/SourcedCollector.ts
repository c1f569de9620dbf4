import {
  ChartId,
  ChartSeries,
  ClusterFacts,
  SourceName,
  SourceStatus,
} from '@textloom/plugin-clusters-common';
import {
  ChartRange,
  Collector,
  SilenceWriter,
} from '../../service/ClusterLocator';
import { SourceFailure } from '../../service/SourceFailure';
import { Random, Time } from '../../time/Time';
import {
  AlertmanagerSettings,
  AlertmanagerSource,
} from '../alertmanager/AlertmanagerSource';
import { EksSettings } from '../eks/EksClient';
import { EksSource } from '../eks/EksSource';
import { Poller } from '../kubernetes/Poller';
import { SourceTracker } from '../kubernetes/SourceTracker';
import {
  PrometheusSettings,
  PrometheusSource,
} from '../prometheus/PrometheusSource';

/** Where else a cluster's facts come from. */
export interface SourceSettings {
  prometheus?: PrometheusSettings;
  alertmanager?: AlertmanagerSettings;
  eks?: EksSettings;
}

const PERIOD_MS: Partial<Record<SourceName, number>> = {
  prometheus: 30_000,
  alertmanager: 15_000,
  eks: 60_000,
};
const MAX_BACKOFF_MS = 60_000;

/** What a sourced collector needs. */
export interface SourcedCollectorOptions {
  kubernetes: Collector;
  sources: SourceSettings;
  /** The node group's nodes, for charts of a group. */
  nodesOf: (facts: ClusterFacts, group: string) => ReadonlySet<string>;
  time: Time;
  random: Random;
  onChange: () => void;
}

/** The facts of Kubernetes together with those of the other sources; each lives by itself. */
export class SourcedCollector implements Collector {
  readonly silences?: SilenceWriter;
  readonly #options: SourcedCollectorOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>[] = [];
  readonly #pollers: Poller[] = [];
  readonly #trackers: SourceTracker[] = [];
  readonly #prometheus?: PrometheusSource;
  readonly #alertmanager?: AlertmanagerSource;
  readonly #eks?: EksSource;
  #askAlertmanager?: () => void;

  constructor(options: SourcedCollectorOptions) {
    const { sources, time } = options;
    this.#options = options;
    if (sources.prometheus) {
      this.#prometheus = new PrometheusSource(sources.prometheus);
      this.#poll('prometheus', this.#prometheus);
    }
    if (sources.alertmanager) {
      const written = () => this.#askAlertmanager?.();
      const source = new AlertmanagerSource(
        sources.alertmanager,
        time,
        written,
      );
      const poller = this.#poll('alertmanager', source);
      this.#askAlertmanager = () => poller.nudge();
      this.#alertmanager = source;
      this.silences = source;
    }
    if (sources.eks) {
      this.#eks = new EksSource(sources.eks, time);
      this.#poll('eks', this.#eks);
    }
  }

  start(): void {
    this.#options.kubernetes.start();
    this.#running.push(
      ...this.#pollers.map(poller => poller.run(this.#stop.signal)),
    );
  }

  async stop(): Promise<void> {
    this.#stop.abort(new SourceFailure('unreachable', 'the collector stops'));
    await Promise.all([this.#options.kubernetes.stop(), ...this.#running]);
    this.#eks?.close();
  }

  facts(): ClusterFacts {
    const facts = this.#options.kubernetes.facts();
    const unconfigured: SourceStatus[] = [
      ...(this.#prometheus ? [] : ['prometheus' as const]),
      ...(this.#alertmanager ? [] : ['alertmanager' as const]),
      ...(this.#eks ? [] : ['eks' as const]),
    ].map(source => ({ source, state: 'unconfigured' }));
    return {
      ...facts,
      ...this.#prometheus?.facts(),
      ...this.#alertmanager?.facts(),
      ...this.#eks?.facts(),
      sources: [
        ...facts.sources,
        ...this.#trackers.map(tracker => this.#statusOf(tracker)),
        ...unconfigured,
      ],
    };
  }

  async chart(
    chart: ChartId,
    { group, ...range }: ChartRange,
  ): Promise<ChartSeries[]> {
    const { kubernetes, nodesOf } = this.#options;
    return (
      (await this.#prometheus?.chart(chart, {
        ...range,
        ...(group && { nodes: nodesOf(kubernetes.facts(), group) }),
      })) ?? []
    );
  }

  /** EKS may have told of the cluster without ever answering all questions; what it told is then no longer current. */
  #statusOf(tracker: SourceTracker): SourceStatus {
    const status = tracker.status();
    const at = this.#eks?.describedAt;
    const hasOldFacts =
      status.source === 'eks' &&
      status.state === 'connecting' &&
      status.problem !== undefined &&
      at !== undefined;
    return hasOldFacts
      ? { ...status, state: 'stale', at: new Date(at).toISOString() }
      : status;
  }

  #poll(
    source: SourceName,
    from: { ask(signal: AbortSignal): Promise<boolean> },
  ): Poller {
    const { time, random, onChange } = this.#options;
    const tracker = new SourceTracker(source, time, onChange);
    const periodMs = PERIOD_MS[source] ?? MAX_BACKOFF_MS;
    const poller = new Poller({
      ask: signal => from.ask(signal),
      tracker,
      time,
      random,
      periodMs,
      absentMs: MAX_BACKOFF_MS,
      maxBackoffMs: MAX_BACKOFF_MS,
      onAnswer: onChange,
      // What did answer is kept, though the source as a whole did not.
      onFailure: onChange,
    });
    this.#trackers.push(tracker);
    this.#pollers.push(poller);
    return poller;
  }
}
