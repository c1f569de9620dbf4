import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock, Decimal } from '@textloom/kernel';
import { Budget, dueAlerts, monthOf } from '@textloom/plugin-costs-common';
import { Inquiries } from '../service/Inquiries';
import { Inquiry, isEmpty } from '../service/Inquiry';
import { CatalogOwners, CostEngine, CostsStore } from '../service/ports';
import { budgetFigures } from '../service/views/budgets';
import { foundAnomalies } from './findings';
import { forecastsToKeep } from './keeping';

/** An alert that somebody must hear of. */
export interface DueBudgetAlert {
  budget: Budget;
  month: string;
  threshold: number;
  kind: 'actual' | 'forecast';
  spent: Decimal;
  forecast?: Decimal;
  /** Entity reference of who hears of it. */
  recipient: string;
}

/** Looks over new figures: anomalies, forecasts worth keeping, budgets. One replica alone does it. */
export class Review {
  readonly #options: {
    engine: Pick<CostEngine, 'state'>;
    store: CostsStore;
    inquiries: Inquiries;
    catalog: CatalogOwners;
    anomalies: { floor: Decimal; share: number };
    financeGroup: string;
    lease: { hold(): Promise<boolean> };
    tell: (alert: DueBudgetAlert) => Promise<void>;
    logger: LoggerService;
    clock: Clock;
  };

  constructor(options: {
    engine: Pick<CostEngine, 'state'>;
    store: CostsStore;
    inquiries: Inquiries;
    catalog: CatalogOwners;
    /** From which amount, and from which share of what was expected. */
    anomalies: { floor: Decimal; share: number };
    /** Hears of budgets that are of all, or of nobody. */
    financeGroup: string;
    lease: { hold(): Promise<boolean> };
    tell: (alert: DueBudgetAlert) => Promise<void>;
    logger: LoggerService;
    clock: Clock;
  }) {
    this.#options = options;
  }

  /** Looks at all currencies. Does nothing where another replica does it. */
  async run(): Promise<void> {
    const { engine, inquiries, lease } = this.#options;
    if (!(await lease.hold())) {
      return;
    }
    for (const currency of engine.state().currencies) {
      const inquiry = await inquiries.begin({ kind: 'all' }, currency);
      if (!isEmpty(inquiry.span)) {
        await this.#review(inquiry);
      }
    }
  }

  async #review(inquiry: Inquiry): Promise<void> {
    const { store, catalog, anomalies } = this.#options;
    const [stored, owners] = await Promise.all([
      store.anomalies(inquiry.currency),
      catalog.owners(),
    ]);
    await store.saveAnomalies(
      await foundAnomalies(inquiry, { ...anomalies, stored, owners }),
    );
    for (const kept of await forecastsToKeep(inquiry, store)) {
      await store.keepForecast(kept);
    }
    await this.#alert(inquiry);
  }

  /** Sends what is due, once: who records an alert first sends it. */
  async #alert(inquiry: Inquiry): Promise<void> {
    const { store, tell, logger, clock } = this.#options;
    const month = monthOf(inquiry.billedTo ?? inquiry.today);
    const [budgets, sent] = await Promise.all([
      store.budgets(),
      store.alerts(month),
    ]);
    for (const budget of budgets) {
      if (budget.currency !== inquiry.currency) continue;
      const figures = await budgetFigures(inquiry, budget, month);
      const before = sent.filter(alert => alert.budget === budget.id);
      for (const due of dueAlerts(budget, figures, before)) {
        const at = new Date(clock()).toISOString();
        const alert = { budget: budget.id, month, ...due, at };
        if (!(await store.recordAlert(alert))) continue;
        const { spent = 0n, forecast } = figures;
        const recipient = await this.#recipientOf(budget);
        await tell({
          budget,
          month,
          ...due,
          spent,
          ...(forecast !== undefined && { forecast }),
          recipient,
        }).catch(error =>
          logger.warn(`An alert of a budget was not sent: ${error}`),
        );
      }
    }
  }

  /** The owner of what the budget is of. */
  async #recipientOf({ scope }: Budget): Promise<string> {
    const { catalog, financeGroup } = this.#options;
    if (scope.dimension === 'owner') {
      return scope.value;
    }
    const isEntity =
      scope.dimension === 'component' || scope.dimension === 'system';
    const known = isEntity ? await catalog.find(scope.value) : undefined;
    return known?.owner || financeGroup;
  }
}
