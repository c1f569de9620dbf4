import { ResponseError } from '@backstage/errors';
import { Budget } from '../domain/entities';
import { CostsApi, ExploreRequest, RangeRequest } from './CostsApi';
import {
  BudgetChange,
  BudgetRequest,
  CostFilters,
  CurrencyQuery,
  ExplainQuery,
  FeedbackRequest,
  filterText,
  ForecastQuery,
  MonthQuery,
  OverviewQuery,
  RowsQuery,
} from './requests';
import { AnomalyView, ForecastsView } from './views';

type Views = { [Name in keyof CostsApi]: Awaited<ReturnType<CostsApi[Name]>> };

/** {@link CostsApi} over HTTP, with a `fetch` that resolves `plugin://` addresses, as Backstage's `fetchApi` does. */
export class CostsClient implements CostsApi {
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: { fetchApi: { fetch: typeof fetch } }) {
    this.#fetchApi = options.fetchApi;
  }

  getOverview(query?: Partial<OverviewQuery>): Promise<Views['getOverview']> {
    return this.#get(['overview'], query);
  }

  explore(query: ExploreRequest): Promise<Views['explore']> {
    return this.#get(['explore'], query);
  }

  async exportCsv(query: ExploreRequest): Promise<string> {
    const response = await this.#send(['explore.csv'], undefined, query);
    return response.text();
  }

  getRows(query: RangeRequest<RowsQuery>): Promise<Views['getRows']> {
    return this.#get(['rows'], query);
  }

  explain(query: RangeRequest<ExplainQuery>): Promise<Views['explain']> {
    return this.#get(['explain'], query);
  }

  getForecast(query?: ForecastQuery): Promise<ForecastsView> {
    return this.#get(['forecast'], query);
  }

  getAnomalies(query?: CurrencyQuery): Promise<Views['getAnomalies']> {
    return this.#get(['anomalies'], query);
  }

  giveFeedback(id: string, request: FeedbackRequest): Promise<AnomalyView> {
    return this.#write('POST', ['anomalies', id, 'feedback'], request);
  }

  getBudgets(query?: MonthQuery): Promise<Views['getBudgets']> {
    return this.#get(['budgets'], query);
  }

  createBudget(request: BudgetRequest): Promise<Budget> {
    return this.#write('POST', ['budgets'], request);
  }

  updateBudget(id: string, request: BudgetChange): Promise<Budget> {
    return this.#write('PUT', ['budgets', id], request);
  }

  async removeBudget(id: string, version: number): Promise<void> {
    await this.#send(['budgets', id], { method: 'DELETE' }, { version });
  }

  getCommitments(query?: MonthQuery): Promise<Views['getCommitments']> {
    return this.#get(['commitments'], query);
  }

  getRecommendations(
    query?: CurrencyQuery,
  ): Promise<Views['getRecommendations']> {
    return this.#get(['recommendations'], query);
  }

  getUnits(query?: CurrencyQuery): Promise<Views['getUnits']> {
    return this.#get(['units'], query);
  }

  getContracts(query?: CurrencyQuery): Promise<Views['getContracts']> {
    return this.#get(['contracts'], query);
  }

  getReconciliation(query?: MonthQuery): Promise<Views['getReconciliation']> {
    return this.#get(['reconciliation'], query);
  }

  getEntity(
    entityRef: string,
    query?: CurrencyQuery,
  ): Promise<Views['getEntity']> {
    const [kind, rest = ''] = entityRef.split(':');
    return this.#get(['entities', kind, ...rest.split('/')], query);
  }

  refresh(): Promise<{ partitions: number }> {
    return this.#write('POST', ['refresh'], {});
  }

  async #get<T>(segments: readonly string[], query?: object): Promise<T> {
    const response = await this.#send(segments, undefined, query);
    return response.json();
  }

  async #write<T>(
    method: 'POST' | 'PUT',
    segments: readonly string[],
    body: object,
  ): Promise<T> {
    const response = await this.#send(segments, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  async #send(
    segments: readonly string[],
    init?: RequestInit,
    query: object = {},
  ): Promise<Response> {
    const path = segments.map(encodeURIComponent).join('/');
    const given = Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, textOf(key, value)]],
    );
    const search = given.length ? `?${new URLSearchParams(given)}` : '';
    const response = await this.#fetchApi.fetch(
      `plugin://costs/${path}${search}`,
      init,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function textOf(key: string, value: unknown): string {
  return key === 'filter' ? filterText(value as CostFilters) : String(value);
}
