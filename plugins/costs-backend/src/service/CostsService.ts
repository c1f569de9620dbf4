import {
  AuditorServiceCreateEventOptions,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  AnomaliesView,
  AnomalyView,
  Budget,
  BudgetChange,
  BudgetRequest,
  BudgetsView,
  CommitmentsView,
  ContractsView,
  CurrencyQuery,
  EntityCostView,
  ExplainQuery,
  ExplainView,
  ExploreQuery,
  ExploreView,
  FeedbackRequest,
  ForecastQuery,
  ForecastsView,
  MonthQuery,
  OverviewQuery,
  OverviewView,
  RecommendationsView,
  ReconciliationView,
  RowsQuery,
  RowsView,
  UnitsView,
} from '@textloom/plugin-costs-common';
import { Scope } from './ports';

/** Who asks, and whose costs they may see. */
export interface Caller {
  credentials: BackstageCredentials;
  /** A user reference, or the subject of a service. */
  actor: string;
  scope: Scope;
  /** For the audit; absent where nobody has sent one. */
  request?: AuditorServiceCreateEventOptions['request'];
}

/** What the router and the actions call. Errors are those of `CostsApi`. */
export interface CostsService {
  getOverview(caller: Caller, query: OverviewQuery): Promise<OverviewView>;
  explore(caller: Caller, query: ExploreQuery): Promise<ExploreView>;
  exportCsv(caller: Caller, query: ExploreQuery): Promise<string>;
  getRows(caller: Caller, query: RowsQuery): Promise<RowsView>;
  explain(caller: Caller, query: ExplainQuery): Promise<ExplainView>;
  getForecast(caller: Caller, query: ForecastQuery): Promise<ForecastsView>;
  getAnomalies(caller: Caller, query: CurrencyQuery): Promise<AnomaliesView>;
  giveFeedback(
    caller: Caller,
    id: string,
    request: FeedbackRequest,
  ): Promise<AnomalyView>;
  getBudgets(caller: Caller, query: MonthQuery): Promise<BudgetsView>;
  createBudget(caller: Caller, request: BudgetRequest): Promise<Budget>;
  updateBudget(
    caller: Caller,
    id: string,
    request: BudgetChange,
  ): Promise<Budget>;
  removeBudget(caller: Caller, id: string, version: number): Promise<void>;
  getCommitments(caller: Caller, query: MonthQuery): Promise<CommitmentsView>;
  getRecommendations(
    caller: Caller,
    query: CurrencyQuery,
  ): Promise<RecommendationsView>;
  getUnits(caller: Caller, query: CurrencyQuery): Promise<UnitsView>;
  getContracts(caller: Caller, query: CurrencyQuery): Promise<ContractsView>;
  getReconciliation(
    caller: Caller,
    query: MonthQuery,
  ): Promise<ReconciliationView>;
  getEntity(
    caller: Caller,
    entityRef: string,
    query: CurrencyQuery,
  ): Promise<EntityCostView>;
  refresh(caller: Caller): Promise<{ partitions: number }>;
}
