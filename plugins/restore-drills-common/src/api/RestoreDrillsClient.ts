import { ResponseError } from '@backstage/errors';
import { EvidenceFile, LogLine } from '../domain/evidence';
import { DryRun } from '../domain/facts';
import {
  DrillSummary,
  DrillView,
  OverviewView,
  PlanDetailView,
  StoreDetailView,
} from '../domain/views';
import {
  AcknowledgeRequest,
  CancelRequest,
  DrillsQuery,
  OverviewQuery,
  StartRequest,
} from './requests';
import { RestoreDrillsApi, WriteOptions } from './RestoreDrillsApi';

/** What the client needs: a `fetch` that resolves `plugin://` addresses, as Backstage's `fetchApi` does. */
export interface RestoreDrillsClientOptions {
  fetchApi: { fetch: typeof fetch };
}

/** {@link RestoreDrillsApi} over HTTP. */
export class RestoreDrillsClient implements RestoreDrillsApi {
  readonly #fetchApi: RestoreDrillsClientOptions['fetchApi'];

  constructor(options: RestoreDrillsClientOptions) {
    this.#fetchApi = options.fetchApi;
  }

  getOverview(query?: OverviewQuery): Promise<OverviewView> {
    return this.#get(['overview'], query);
  }

  getStore(id: string): Promise<StoreDetailView> {
    return this.#get(['stores', id]);
  }

  getPlan(id: string): Promise<PlanDetailView> {
    return this.#get(['plans', id]);
  }

  dryRun(plan: string): Promise<DryRun> {
    return this.#json(['plans', plan, 'dry-run'], { method: 'POST' });
  }

  listDrills(
    query?: DrillsQuery,
  ): Promise<{ items: DrillSummary[]; nextCursor?: string }> {
    return this.#get(['drills'], query);
  }

  getDrill(id: string): Promise<DrillView> {
    return this.#get(['drills', id]);
  }

  getLog(id: string, after: number): Promise<{ lines: LogLine[] }> {
    return this.#get(['drills', id, 'log'], { after });
  }

  getEvidence(id: string): Promise<EvidenceFile> {
    return this.#get(['drills', id, 'evidence']);
  }

  async getReport(id: string, language: 'en' | 'zh'): Promise<string> {
    const path = ['drills', id, 'report'];
    const response = await this.#send(path, undefined, { language });
    return response.text();
  }

  start(
    plan: string,
    request: StartRequest,
    options: WriteOptions,
  ): Promise<DrillSummary> {
    return this.#post(['plans', plan, 'drills'], options, request);
  }

  cancel(
    id: string,
    request: CancelRequest,
    options: WriteOptions,
  ): Promise<DrillSummary> {
    return this.#post(['drills', id, 'cancel'], options, request);
  }

  acknowledge(
    id: string,
    request: AcknowledgeRequest,
    options: WriteOptions,
  ): Promise<DrillSummary> {
    return this.#post(['drills', id, 'acknowledge'], options, request);
  }

  #get<T>(
    segments: readonly string[],
    query?: Readonly<Record<string, unknown>>,
  ): Promise<T> {
    return this.#json(segments, undefined, query);
  }

  #post<T>(
    segments: readonly string[],
    { idempotencyKey }: WriteOptions,
    body: object,
  ): Promise<T> {
    return this.#json(segments, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': idempotencyKey,
      },
      body: JSON.stringify(body),
    });
  }

  async #json<T>(
    segments: readonly string[],
    init?: RequestInit,
    query?: Readonly<Record<string, unknown>>,
  ): Promise<T> {
    const response = await this.#send(segments, init, query);
    return response.json();
  }

  async #send(
    segments: readonly string[],
    init?: RequestInit,
    query: Readonly<Record<string, unknown>> = {},
  ): Promise<Response> {
    const path = segments.map(encodeURIComponent).join('/');
    const given = Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)]],
    );
    const search = given.length ? `?${new URLSearchParams(given)}` : '';
    const response = await this.#fetchApi.fetch(
      `plugin://restore-drills/${path}${search}`,
      init,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
