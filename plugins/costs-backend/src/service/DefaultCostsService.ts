import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '@textloom/kernel';
import {
  AllocationRules,
  AnomaliesView,
  AnomalyView,
  Budget,
  BudgetChange,
  BudgetRequest,
  BudgetsView,
  CommitmentsView,
  Contract,
  ContractsView,
  csvOf,
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
  UnitCost,
  UnitsView,
} from '@textloom/plugin-costs-common';
import { audited } from './audited';
import { BudgetWrites } from './BudgetWrites';
import { Caller, CostsService } from './CostsService';
import { Inquiries, monthAsked, monthSpan } from './Inquiries';
import { Inquiry } from './Inquiry';
import { CatalogOwners, ChangeSource, CostEngine, CostsStore } from './ports';
import { Strips } from './Strips';
import { AnomalyPages } from './views/AnomalyPages';
import { budgetStatuses } from './views/budgets';
import { commitments } from './views/commitments';
import { contractStatuses } from './views/contracts';
import { entityCosts } from './views/entity';
import { billRows, explain } from './views/explain';
import { Weights } from './views/distributed';
import { explore, exportHeader } from './views/explore';
import { forecasts } from './views/forecasts';
import { overview, OverviewParts } from './views/overview';
import { recommendations, savingOf } from './views/recommendations';
import { reconciliation } from './views/reconciliation';
import { unitCosts, UnitFacts } from './views/units';

/** What the service needs. */
interface ServiceOptions {
  engine: CostEngine;
  store: CostsStore;
  catalog: CatalogOwners;
  changes: ChangeSource;
  inquiries: Inquiries;
  units?: UnitFacts['units'];
  settings: {
    allocation: Pick<AllocationRules, 'version' | 'method'>;
    contracts: readonly Contract[];
    closeAfterDays: number;
    distribution: { weights: Weights };
    nonProduction: readonly string[];
    platformGroup: string;
  };
  auditor: AuditorService;
  logger: LoggerService;
  newId: () => string;
  clock: Clock;
  /** Reads what is new in the sources; answers how many partitions changed. */
  refresh: () => Promise<{ partitions: number }>;
  /** Called after a write. */
  onWrite: (written: { budget?: string; anomaly?: string }) => void;
}

/** {@link CostsService} over the engine, the store and the pure methods of the common package. */
export class DefaultCostsService implements CostsService {
  readonly #options: ServiceOptions;
  readonly #anomalies: AnomalyPages;
  readonly #strips: Strips;
  readonly #budgets: BudgetWrites;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#anomalies = new AnomalyPages(options);
    this.#budgets = new BudgetWrites(options);
    const { allocation, closeAfterDays } = options.settings;
    this.#strips = new Strips({
      ...options,
      rules: allocation,
      closeAfterDays,
    });
  }

  async getOverview(
    caller: Caller,
    query: OverviewQuery,
  ): Promise<OverviewView> {
    return this.#view(caller, query.currency, inquiry => {
      const month = monthAsked(inquiry, query.month);
      const parts = () => this.#overviewParts(caller, inquiry, month);
      return overview(inquiry, query, { month, parts });
    });
  }

  explore(caller: Caller, query: ExploreQuery): Promise<ExploreView> {
    const { weights } = this.#options.settings.distribution;
    return this.#view(caller, query.currency, inquiry =>
      explore(inquiry, query, weights),
    );
  }

  async exportCsv(caller: Caller, query: ExploreQuery): Promise<string> {
    const { rows, strip } = await this.explore(caller, query);
    return csvOf(
      exportHeader(query.groupBy),
      rows.map(({ keys, cost, previous = '', rows: count }) => [
        ...keys,
        cost,
        previous,
        strip.currency,
        String(count),
      ]),
    );
  }

  getRows(caller: Caller, query: RowsQuery): Promise<RowsView> {
    return this.#view(caller, query.currency, inquiry =>
      billRows(inquiry, query, this.#options.engine),
    );
  }

  explain(caller: Caller, query: ExplainQuery): Promise<ExplainView> {
    return this.#view(caller, query.currency, inquiry =>
      explain(inquiry, query, this.#options.engine),
    );
  }

  getForecast(caller: Caller, query: ForecastQuery): Promise<ForecastsView> {
    return this.#view(caller, query.currency, inquiry =>
      forecasts(inquiry, query, this.#options.store),
    );
  }

  getAnomalies(caller: Caller, query: CurrencyQuery): Promise<AnomaliesView> {
    return this.#view(caller, query.currency, async inquiry => ({
      anomalies: await this.#anomalies.list(caller, inquiry),
    }));
  }

  async giveFeedback(
    caller: Caller,
    id: string,
    { value, note }: FeedbackRequest,
  ): Promise<AnomalyView> {
    return audited(
      this.#options.auditor,
      caller,
      'anomaly-feedback',
      { id, value },
      async () => {
        const inquiry = await this.#inquiryOf(caller, id);
        const at = new Date(this.#options.clock()).toISOString();
        const { store } = this.#options;
        await store.giveFeedback(id, { value, note, by: caller.actor, at });
        this.#options.onWrite({ anomaly: id });
        return this.#anomalies.one(caller, inquiry, id);
      },
    );
  }

  getBudgets(caller: Caller, query: MonthQuery): Promise<BudgetsView> {
    return this.#view(caller, query.currency, async inquiry => ({
      budgets: await budgetStatuses(
        inquiry,
        monthAsked(inquiry, query.month),
        this.#options,
      ),
    }));
  }

  createBudget(caller: Caller, request: BudgetRequest): Promise<Budget> {
    return this.#budgets.create(caller, request);
  }

  updateBudget(
    caller: Caller,
    id: string,
    request: BudgetChange,
  ): Promise<Budget> {
    return this.#budgets.update(caller, id, request);
  }

  removeBudget(caller: Caller, id: string, version: number): Promise<void> {
    return this.#budgets.remove(caller, id, version);
  }

  getCommitments(caller: Caller, query: MonthQuery): Promise<CommitmentsView> {
    return this.#view(caller, query.currency, inquiry =>
      commitments(inquiry, monthAsked(inquiry, query.month)),
    );
  }

  getRecommendations(
    caller: Caller,
    query: CurrencyQuery,
  ): Promise<RecommendationsView> {
    return this.#view(caller, query.currency, async inquiry => {
      const found = await this.#recommendations(inquiry);
      return { recommendations: found, monthlySaving: savingOf(found) };
    });
  }

  getUnits(caller: Caller, query: CurrencyQuery): Promise<UnitsView> {
    return this.#view(caller, query.currency, async inquiry => ({
      units: await unitCosts(inquiry, this.#options),
    }));
  }

  getContracts(caller: Caller, query: CurrencyQuery): Promise<ContractsView> {
    const { contracts } = this.#options.settings;
    return this.#view(caller, query.currency, async inquiry => ({
      contracts: await contractStatuses(inquiry, contracts),
    }));
  }

  getReconciliation(
    caller: Caller,
    query: MonthQuery,
  ): Promise<ReconciliationView> {
    return this.#view(caller, query.currency, inquiry =>
      reconciliation(inquiry, query.month, this.#options.engine),
    );
  }

  getEntity(
    caller: Caller,
    entityRef: string,
    query: CurrencyQuery,
  ): Promise<EntityCostView> {
    return this.#view(caller, query.currency, inquiry =>
      entityCosts(inquiry, entityRef, {
        catalog: this.#options.catalog,
        parts: async () => {
          const [units, found] = await Promise.all([
            this.#units(inquiry),
            this.#recommendations(inquiry),
          ]);
          return {
            units,
            recommendations: found,
            anomalies: component =>
              this.#anomalies.list(caller, inquiry, {
                only: ({ value }) => value === component,
              }),
          };
        },
      }),
    );
  }

  refresh(caller: Caller): Promise<{ partitions: number }> {
    return audited(this.#options.auditor, caller, 'source-refresh', {}, () =>
      this.#options.refresh(),
    );
  }

  async #view<T extends object>(
    { scope }: Caller,
    currency: string | undefined,
    make: (inquiry: Inquiry) => Promise<T>,
  ) {
    const inquiry = await this.#options.inquiries.begin(scope, currency);
    return this.#strips.dress(inquiry, await make(inquiry));
  }

  async #overviewParts(
    caller: Caller,
    inquiry: Inquiry,
    month: string,
  ): Promise<OverviewParts> {
    const span = monthSpan(inquiry, month);
    const [budgets, units, anomalies, found, changes, restated] =
      await Promise.all([
        budgetStatuses(inquiry, month, this.#options),
        this.#units(inquiry),
        this.#anomalies.weightiest(caller, inquiry, span.from),
        this.#recommendations(inquiry),
        this.#anomalies.markers(caller, inquiry, span),
        this.#strips.restated(inquiry),
      ]);
    return {
      budgets,
      units,
      anomalies,
      recommendations: found,
      changes,
      restated,
    };
  }

  /** Pages that are about more are shown without units when these cannot be counted. */
  async #units(inquiry: Inquiry): Promise<UnitCost[]> {
    return unitCosts(inquiry, this.#options).catch(error => {
      this.#options.logger.warn(`Shown without units: ${error}`);
      return [];
    });
  }

  #recommendations(inquiry: Inquiry) {
    const { catalog, settings } = this.#options;
    return recommendations(inquiry, { ...settings, catalog });
  }

  /** Questions in the currency of an anomaly that the caller may see. @throws NotFoundError */
  async #inquiryOf(caller: Caller, id: string): Promise<Inquiry> {
    const { inquiries, store, engine } = this.#options;
    for (const currency of engine.state().currencies) {
      const stored = await store.anomalies(currency);
      if (stored.some(anomaly => anomaly.id === id)) {
        const inquiry = await inquiries.begin(caller.scope, currency);
        await this.#anomalies.one(caller, inquiry, id);
        return inquiry;
      }
    }
    const inquiry = await inquiries.begin(caller.scope);
    await this.#anomalies.one(caller, inquiry, id);
    return inquiry;
  }
}
