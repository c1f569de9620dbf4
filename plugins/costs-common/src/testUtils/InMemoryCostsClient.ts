import { NotFoundError } from '@backstage/errors';
import { CostsApi } from '../api/CostsApi';
import {
  AnomaliesView,
  BudgetsView,
  CommitmentsView,
  ContractsView,
  EntityCostView,
  ExplainView,
  ExploreView,
  ForecastsView,
  OverviewView,
  RecommendationsView,
  ReconciliationView,
  RowsView,
  UnitsView,
} from '../api/views';
import {
  aBudgets,
  aCommitments,
  aContracts,
  anAnomalies,
  aReconciliation,
  aRecommendations,
  aUnits,
} from './pages';
import {
  aForecasts,
  anEntityCost,
  anExplain,
  anExplore,
  anOverview,
  aRowsView,
} from './views';

/** What {@link InMemoryCostsClient} answers; what is absent is not found. */
export interface CostsAnswers {
  overview?: OverviewView;
  explore?: ExploreView;
  csv?: string;
  rows?: RowsView;
  explain?: ExplainView;
  forecasts?: ForecastsView;
  anomalies?: AnomaliesView;
  budgets?: BudgetsView;
  commitments?: CommitmentsView;
  recommendations?: RecommendationsView;
  units?: UnitsView;
  contracts?: ContractsView;
  reconciliation?: ReconciliationView;
  /** By entity reference. */
  entities?: Record<string, EntityCostView>;
}

type Method = keyof CostsApi;

/** Answers of a portal whose month will end over budget because of one anomaly. */
export function sampleAnswers(): CostsAnswers {
  const entity = anEntityCost();
  return {
    overview: anOverview(),
    explore: anExplore(),
    csv: 'component,cost\r\n',
    rows: aRowsView(),
    explain: anExplain(),
    forecasts: aForecasts(),
    anomalies: anAnomalies(),
    budgets: aBudgets(),
    commitments: aCommitments(),
    recommendations: aRecommendations(),
    units: aUnits(),
    contracts: aContracts(),
    reconciliation: aReconciliation(),
    entities: { [entity.entity]: entity },
  };
}

/** {@link CostsApi} that answers given views, and keeps what it was asked. */
export class InMemoryCostsClient implements CostsApi {
  /** Questions and writes in their order, also those that were refused. */
  readonly calls: { method: Method; args: readonly unknown[] }[] = [];
  readonly #failures = new Map<Method, Error>();
  #answers: CostsAnswers;

  constructor(answers: CostsAnswers = sampleAnswers()) {
    this.#answers = answers;
  }

  /** Replaces some answers, as a new data version on the server would. */
  set(answers: CostsAnswers): void {
    this.#answers = { ...this.#answers, ...answers };
  }

  /** Lets a method fail from now on; `undefined` lets it answer again. */
  fail(method: Method, error: Error | undefined): void {
    if (error) {
      this.#failures.set(method, error);
    } else {
      this.#failures.delete(method);
    }
  }

  /** Arguments of the newest call of a method. */
  asked(method: Method): readonly unknown[] | undefined {
    return this.calls.filter(call => call.method === method).pop()?.args;
  }

  getOverview: CostsApi['getOverview'] = async (...args) =>
    this.#answer('getOverview', args, this.#answers.overview);

  explore: CostsApi['explore'] = async (...args) =>
    this.#answer('explore', args, this.#answers.explore);

  exportCsv: CostsApi['exportCsv'] = async (...args) =>
    this.#answer('exportCsv', args, this.#answers.csv);

  getRows: CostsApi['getRows'] = async (...args) =>
    this.#answer('getRows', args, this.#answers.rows);

  explain: CostsApi['explain'] = async (...args) =>
    this.#answer('explain', args, this.#answers.explain);

  getForecast: CostsApi['getForecast'] = async (...args) =>
    this.#answer('getForecast', args, this.#answers.forecasts);

  getAnomalies: CostsApi['getAnomalies'] = async (...args) =>
    this.#answer('getAnomalies', args, this.#answers.anomalies);

  giveFeedback: CostsApi['giveFeedback'] = async (id, request) => {
    const found = this.#answers.anomalies?.anomalies.find(
      anomaly => anomaly.id === id,
    );
    return this.#answer(
      'giveFeedback',
      [id, request],
      found && {
        ...found,
        feedback: {
          ...request,
          by: 'user:default/finance',
          at: '2026-11-22T06:40:00.000Z',
        },
      },
    );
  };

  getBudgets: CostsApi['getBudgets'] = async (...args) =>
    this.#answer('getBudgets', args, this.#answers.budgets);

  createBudget: CostsApi['createBudget'] = async request =>
    this.#answer('createBudget', [request], {
      ...request,
      id: 'new',
      updatedBy: 'user:default/finance',
      updatedAt: '2026-11-22T06:40:00.000Z',
      version: 1,
    });

  updateBudget: CostsApi['updateBudget'] = async (id, request) =>
    this.#answer('updateBudget', [id, request], {
      ...request,
      id,
      updatedBy: 'user:default/finance',
      updatedAt: '2026-11-22T06:40:00.000Z',
      version: request.version + 1,
    });

  removeBudget: CostsApi['removeBudget'] = async (id, version) => {
    this.#answer('removeBudget', [id, version], id);
  };

  getCommitments: CostsApi['getCommitments'] = async (...args) =>
    this.#answer('getCommitments', args, this.#answers.commitments);

  getRecommendations: CostsApi['getRecommendations'] = async (...args) =>
    this.#answer('getRecommendations', args, this.#answers.recommendations);

  getUnits: CostsApi['getUnits'] = async (...args) =>
    this.#answer('getUnits', args, this.#answers.units);

  getContracts: CostsApi['getContracts'] = async (...args) =>
    this.#answer('getContracts', args, this.#answers.contracts);

  getReconciliation: CostsApi['getReconciliation'] = async (...args) =>
    this.#answer('getReconciliation', args, this.#answers.reconciliation);

  getEntity: CostsApi['getEntity'] = async (ref, ...rest) =>
    this.#answer('getEntity', [ref, ...rest], this.#answers.entities?.[ref]);

  refresh: CostsApi['refresh'] = async () =>
    this.#answer('refresh', [], { partitions: 1 });

  #answer<T>(
    method: Method,
    args: readonly unknown[],
    value: T | undefined,
  ): T {
    this.calls.push({ method, args });
    const failure = this.#failures.get(method);
    if (failure) {
      throw failure;
    }
    if (value === undefined) {
      throw new NotFoundError(`Nothing is given for ${method}`);
    }
    return value;
  }
}
