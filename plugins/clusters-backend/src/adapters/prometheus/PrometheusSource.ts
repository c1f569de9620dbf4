import { ClusterLabel } from '@textloom/backend-kit';
import {
  ChartId,
  ChartSeries,
  ClusterFacts,
  SIGNAL_IDS,
  signalDefinition,
  SignalFacts,
  SignalId,
  SloFacts,
  SourceProblem,
} from '@textloom/plugin-clusters-common';
import { SourceFailure } from '../../service/SourceFailure';
import { Endpoint } from '../http/JsonClient';
import { inParallel } from '../inParallel';
import { chartSeries, ChartRequest } from './charts';
import { PrometheusClient } from './PrometheusClient';
import { SIGNAL_QUERIES } from './queries';
import { readSlo, SloDefinition } from './slos';
import { subjectOf } from './subject';

/** A Prometheus that holds the metrics of one cluster. */
export interface PrometheusSettings extends Endpoint {
  /** PromQL instead of the own one, by signal. */
  queries?: Partial<Record<SignalId, string>>;
  slos: readonly SloDefinition[];
  /** In a Prometheus of many clusters. */
  clusterLabel?: ClusterLabel;
}

/** Queries under way at once; an objective is eight. */
const PARALLEL = 6;
const PARALLEL_SLOS = 1;
/** Subjects of one signal that are kept. */
const MAX_SUBJECTS = 5_500;

/** Asks one Prometheus for all signals and objectives. */
export class PrometheusSource {
  readonly #client: PrometheusClient;
  readonly #settings: PrometheusSettings;
  #signals?: SignalFacts[];
  #slos?: SloFacts[];

  constructor(settings: PrometheusSettings) {
    this.#settings = settings;
    this.#client = new PrometheusClient(settings, settings.clusterLabel);
  }

  facts(): Pick<ClusterFacts, 'signals' | 'slos'> {
    return { signals: this.#signals, slos: this.#slos };
  }

  /**
   * Asks everything once. A query that fails loses its own figure only, as long as the server answers at all.
   * @throws SourceFailure
   */
  async ask(signal: AbortSignal): Promise<boolean> {
    // Told apart here, so that a server which hangs is not asked forty times before it is known to.
    await this.#client.query('vector(1)', signal);
    const signals = await inParallel(SIGNAL_IDS, PARALLEL, id =>
      orNothing(this.#readSignal(id, signal)),
    );
    const slos = await inParallel(this.#settings.slos, PARALLEL_SLOS, slo =>
      orNothing(readSlo(this.#client, slo, signal)),
    );
    this.#signals = signals.flatMap(facts => facts ?? []);
    this.#slos = slos.filter(slo => slo !== undefined);
    return true;
  }

  chart(chart: ChartId, request: ChartRequest): Promise<ChartSeries[]> {
    return chartSeries(this.#client, chart, request);
  }

  async #readSignal(id: SignalId, signal: AbortSignal): Promise<SignalFacts[]> {
    const { query, by } = SIGNAL_QUERIES[id];
    const own = this.#settings.queries?.[id];
    const samples = await this.#client.query(own ?? query, signal);
    const worse =
      signalDefinition(id).bad === 'below'
        ? (a: number, b: number) => a < b
        : (a: number, b: number) => a > b;
    const bySubject = new Map<string, SignalFacts>();
    for (const { labels, value, at } of samples.slice(0, MAX_SUBJECTS)) {
      const subject = subjectOf(labels, by);
      const key = `${labels.namespace ?? ''}/${subject}`;
      const known = bySubject.get(key);
      // Duplicate series of one subject: the worse.
      if (!known || worse(value, known.value)) {
        bySubject.set(key, {
          signal: id,
          subject,
          ...(labels.namespace && { namespace: labels.namespace }),
          value,
          at: new Date(at).toISOString(),
        });
      }
    }
    return [...bySubject.values()];
  }
}

/** Problems of the connection as a whole; any other is one of the query that met it. */
const OF_THE_SERVER = new Set<SourceProblem>([
  'unreachable',
  'unauthenticated',
  'forbidden',
]);

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SourceFailure && !OF_THE_SERVER.has(error.problem)) {
      return undefined;
    }
    throw error;
  }
}
