import { Budget } from '../domain/entities';
import {
  BudgetChange,
  BudgetRequest,
  CurrencyQuery,
  ExplainQuery,
  ExploreQuery,
  FeedbackRequest,
  ForecastQuery,
  MonthQuery,
  OverviewQuery,
  RowsQuery,
} from './requests';
import {
  AnomaliesView,
  AnomalyView,
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
} from './views';

/**
 * What the costs backend answers. Each view holds only what the caller may see. Refusals are errors of
 * `@backstage/errors`: InputError, NotAllowedError, NotFoundError, ConflictError, ServiceUnavailableError when too
 * many questions wait.
 */
export interface CostsApi {
  /** `GET /overview` */
  getOverview(query?: Partial<OverviewQuery>): Promise<OverviewView>;
  /** `GET /explore` */
  explore(query: ExploreRequest): Promise<ExploreView>;
  /** `GET /explore.csv`: exactly the rows of the pivot, no cell of which a spreadsheet takes for a formula. */
  exportCsv(query: ExploreRequest): Promise<string>;
  /** `GET /rows` */
  getRows(query: RangeRequest<RowsQuery>): Promise<RowsView>;
  /** `GET /explain` */
  explain(query: RangeRequest<ExplainQuery>): Promise<ExplainView>;
  /** `GET /forecast` */
  getForecast(query?: ForecastQuery): Promise<ForecastsView>;
  /** `GET /anomalies` */
  getAnomalies(query?: CurrencyQuery): Promise<AnomaliesView>;
  /** `POST /anomalies/:id/feedback`; needs `costs.anomaly.update`. */
  giveFeedback(id: string, request: FeedbackRequest): Promise<AnomalyView>;
  /** `GET /budgets` */
  getBudgets(query?: MonthQuery): Promise<BudgetsView>;
  /** `POST /budgets`; needs `costs.budget.update`. */
  createBudget(request: BudgetRequest): Promise<Budget>;
  /** `PUT /budgets/:id` */
  updateBudget(id: string, request: BudgetChange): Promise<Budget>;
  /** `DELETE /budgets/:id?version=` */
  removeBudget(id: string, version: number): Promise<void>;
  /** `GET /commitments` */
  getCommitments(query?: MonthQuery): Promise<CommitmentsView>;
  /** `GET /recommendations` */
  getRecommendations(query?: CurrencyQuery): Promise<RecommendationsView>;
  /** `GET /units` */
  getUnits(query?: CurrencyQuery): Promise<UnitsView>;
  /** `GET /contracts` */
  getContracts(query?: CurrencyQuery): Promise<ContractsView>;
  /** `GET /reconciliation` */
  getReconciliation(query?: MonthQuery): Promise<ReconciliationView>;
  /** `GET /entities/:kind/:namespace/:name` */
  getEntity(entityRef: string, query?: CurrencyQuery): Promise<EntityCostView>;
  /** `POST /refresh`; needs `costs.source.refresh`. Answers when sources have been asked, not when all is read. */
  refresh(): Promise<{ partitions: number }>;
}

/** What of a query may be left out. */
export type ExploreRequest = RangeRequest<ExploreQuery>;
export type RangeRequest<Q extends { from: string; to: string }> = Partial<Q> &
  Pick<Q, 'from' | 'to'>;
