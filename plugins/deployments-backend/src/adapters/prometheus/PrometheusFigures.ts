import {
  LiveFigures,
  VersionFigures,
} from '@textloom/plugin-deployments-common';
import { Clock } from '@textloom/kernel';
import { FiguresSource, Place } from '../../service/ports';
import { PrometheusApi, PrometheusEndpoint } from './PrometheusApi';
import {
  DEFAULT_FIGURE_QUERIES,
  DEFAULT_VERSION_LABEL,
  FigureQueries,
  queryOf,
} from './queries';

/** Curves reach back so far, in steps of so many seconds. */
const CURVE_MS = 20 * 60_000;
const STEP_SECONDS = 15;
/** Curves change slowly; figures are asked for each time. */
const KEEP_CURVES_MS = 15_000;
const MAX_KEPT = 500;

/** The Prometheus of an environment, and the namespace that its series name. */
export interface FiguresEnvironment {
  name: string;
  namespace: string;
  /** Absent where none is configured. */
  prometheus?: PrometheusEndpoint;
}

type Curve = readonly [number, number][];

/** Figures of running versions by Prometheus. */
export class PrometheusFigures implements FiguresSource {
  readonly #environments: ReadonlyMap<
    string,
    { namespace: string; api?: PrometheusApi }
  >;
  readonly #queries: FigureQueries;
  readonly #label: string;
  readonly #clock: Clock;
  readonly #curves = new Map<string, { at: number; curve: Promise<Curve> }>();

  constructor(options: {
    environments: readonly FiguresEnvironment[];
    queries?: Partial<FigureQueries>;
    versionLabel?: string;
    clock: Clock;
  }) {
    this.#environments = new Map(
      options.environments.map(({ name, namespace, prometheus }) => [
        name,
        { namespace, api: prometheus && new PrometheusApi(prometheus) },
      ]),
    );
    this.#queries = { ...DEFAULT_FIGURE_QUERIES, ...options.queries };
    this.#label = options.versionLabel ?? DEFAULT_VERSION_LABEL;
    this.#clock = options.clock;
  }

  async live(
    place: Place,
    hashes: { stable: string; canary: string },
  ): Promise<LiveFigures> {
    const { api } = this.#reach(place);
    const fetchedAt = this.#clock();
    const curve = (kind: 'errorRate' | 'p95', hash: string) =>
      this.#curve(api, this.#query(kind, place, hash), fetchedAt);
    const [stable, canary, errors, errorsOfNew, p95, p95OfNew] =
      await Promise.all([
        this.#version(place, hashes.stable),
        this.#version(place, hashes.canary),
        curve('errorRate', hashes.stable),
        curve('errorRate', hashes.canary),
        curve('p95', hashes.stable),
        curve('p95', hashes.canary),
      ]);
    return {
      stable,
      canary,
      curves: {
        errorRate: { stable: errors, canary: errorsOfNew },
        p95: { stable: p95, canary: p95OfNew },
      },
      source: 'Prometheus',
      fetchedAt,
    };
  }

  async query(place: Place, query: string): Promise<number | undefined> {
    const { api, namespace } = this.#reach(place);
    return api.value(
      queryOf(query, { place, namespace, hash: '', label: this.#label }),
    );
  }

  async #version(place: Place, hash: string): Promise<VersionFigures> {
    const { api } = this.#reach(place);
    const value = (kind: keyof FigureQueries) =>
      api.value(this.#query(kind, place, hash));
    const [errorRatePercent, p95Ms, requests, restarts] = await Promise.all([
      value('errorRate'),
      value('p95'),
      value('requests'),
      value('restarts'),
    ]);
    return {
      ...(errorRatePercent !== undefined && { errorRatePercent }),
      ...(p95Ms !== undefined && { p95Ms }),
      ...(requests !== undefined && { requests }),
      ...(restarts !== undefined && { restarts }),
    };
  }

  #curve(api: PrometheusApi, query: string, now: number): Promise<Curve> {
    const kept = this.#curves.get(query);
    if (kept && now - kept.at < KEEP_CURVES_MS) {
      return kept.curve;
    }
    const curve = api.curve(query, {
      from: now - CURVE_MS,
      to: now,
      stepSeconds: STEP_SECONDS,
    });
    if (this.#curves.size >= MAX_KEPT) {
      this.#curves.clear();
    }
    this.#curves.set(query, { at: now, curve });
    // A failure is not kept.
    curve.catch(() => this.#curves.delete(query));
    return curve;
  }

  #query(kind: keyof FigureQueries, place: Place, hash: string): string {
    const { namespace } = this.#reach(place);
    return queryOf(this.#queries[kind], {
      place,
      namespace,
      hash,
      label: this.#label,
    });
  }

  #reach(place: Place): { api: PrometheusApi; namespace: string } {
    const found = this.#environments.get(place.environment);
    if (!found?.api) {
      throw new Error(`${place.environment} has no Prometheus`);
    }
    return { api: found.api, namespace: found.namespace };
  }
}
