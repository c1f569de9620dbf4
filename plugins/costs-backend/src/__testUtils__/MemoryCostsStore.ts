import { compareText } from '@textloom/kernel';
import {
  Budget,
  DailyCapacity,
  DailyUsage,
  SourceStatus,
  UsageDay,
} from '@textloom/plugin-costs-common';
import {
  budgetConflict,
  budgetExists,
  partitionConflict,
  unknownAnomaly,
  unknownBudget,
} from '../database/refusals';
import {
  BudgetAlert,
  CostsStore,
  KeptForecast,
  StoredAnomaly,
  StoredPartition,
} from '../service/ports';

const copy = <T>(value: T): T => structuredClone(value);
/** Orders by the first of some texts that differs. */
const byText =
  <T>(...keysOf: ((item: T) => string)[]) =>
  (a: T, b: T) =>
    keysOf.reduce(
      (order, keyOf) => order || compareText(keyOf(a), keyOf(b)),
      0,
    );

/** {@link CostsStore} in memory, for tests. */
export class MemoryCostsStore implements CostsStore {
  readonly #partitions = new Map<string, StoredPartition>();
  readonly #sources = new Map<string, SourceStatus>();
  readonly #budgets = new Map<string, Budget>();
  readonly #alerts = new Map<string, BudgetAlert>();
  readonly #anomalies = new Map<string, StoredAnomaly>();
  readonly #forecasts = new Map<string, KeptForecast>();
  readonly #usage = new Map<string, DailyUsage>();
  readonly #capacity = new Map<string, DailyCapacity>();

  async partitions(): Promise<StoredPartition[]> {
    return [...this.#partitions.values()]
      .sort(
        byText(
          each => each.source,
          each => each.period,
        ),
      )
      .map(copy);
  }

  async savePartition(partition: StoredPartition): Promise<void> {
    const key = `${partition.source} ${partition.period}`;
    const now = this.#partitions.get(key)?.version ?? 0;
    if (partition.version !== now + 1) {
      throw partitionConflict(partition);
    }
    this.#partitions.set(key, copy(partition));
  }

  async saveSourceStatus(status: SourceStatus): Promise<void> {
    this.#sources.set(status.id, copy(status));
  }

  async sourceStatuses(): Promise<SourceStatus[]> {
    return [...this.#sources.values()].sort(byText(each => each.id)).map(copy);
  }

  async budgets(): Promise<Budget[]> {
    return [...this.#budgets.values()].sort(byText(each => each.id)).map(copy);
  }

  async getBudget(id: string): Promise<Budget> {
    const budget = this.#budgets.get(id);
    if (!budget) {
      throw unknownBudget(id);
    }
    return copy(budget);
  }

  async createBudget(budget: Budget): Promise<Budget> {
    if (this.#budgets.has(budget.id)) {
      throw budgetExists(budget.id);
    }
    const created = copy({ ...budget, version: 1 });
    this.#budgets.set(budget.id, created);
    return copy(created);
  }

  async updateBudget(budget: Budget): Promise<Budget> {
    this.#expect(budget.id, budget.version);
    const changed = copy({ ...budget, version: budget.version + 1 });
    this.#budgets.set(budget.id, changed);
    return copy(changed);
  }

  async removeBudget(id: string, version: number): Promise<void> {
    this.#expect(id, version);
    this.#budgets.delete(id);
  }

  async recordAlert(alert: BudgetAlert): Promise<boolean> {
    const { budget, month, threshold, kind } = alert;
    const key = `${budget} ${month} ${threshold} ${kind}`;
    const isFirst = !this.#alerts.has(key);
    if (isFirst) {
      this.#alerts.set(key, copy(alert));
    }
    return isFirst;
  }

  async alerts(month: string): Promise<BudgetAlert[]> {
    return [...this.#alerts.values()]
      .filter(alert => alert.month === month)
      .sort(
        byText(
          each => each.budget,
          each => String(each.threshold).padStart(9, '0'),
          each => each.kind,
        ),
      )
      .map(copy);
  }

  async saveAnomalies(anomalies: StoredAnomaly[]): Promise<void> {
    for (const { feedback: _said, ...anomaly } of anomalies) {
      const feedback = this.#anomalies.get(anomaly.id)?.feedback;
      this.#anomalies.set(
        anomaly.id,
        copy({ ...anomaly, ...(feedback && { feedback }) }),
      );
    }
  }

  async anomalies(currency: string): Promise<StoredAnomaly[]> {
    return [...this.#anomalies.values()]
      .filter(anomaly => anomaly.currency === currency)
      .sort(byText(each => each.id))
      .sort((a, b) => byText<StoredAnomaly>(each => each.from)(b, a))
      .map(copy);
  }

  async giveFeedback(
    id: string,
    feedback: NonNullable<StoredAnomaly['feedback']>,
  ): Promise<StoredAnomaly> {
    const anomaly = this.#anomalies.get(id);
    if (!anomaly) {
      throw unknownAnomaly(id);
    }
    const changed = copy({ ...anomaly, feedback });
    this.#anomalies.set(id, changed);
    return copy(changed);
  }

  async keepForecast(kept: KeptForecast): Promise<void> {
    const key = `${kept.currency} ${kept.month} ${kept.on}`;
    if (!this.#forecasts.has(key)) {
      this.#forecasts.set(key, copy(kept));
    }
  }

  async keptForecasts(currency: string): Promise<KeptForecast[]> {
    return [...this.#forecasts.values()]
      .filter(kept => kept.currency === currency)
      .sort(
        byText(
          each => each.month,
          each => each.on,
        ),
      )
      .map(copy);
  }

  async addUsage({ usage, capacity }: UsageDay): Promise<void> {
    usage.forEach(each => addTo(this.#usage, each));
    capacity.forEach(each => addTo(this.#capacity, each));
  }

  async usage(
    from: string,
    to: string,
  ): Promise<{ usage: DailyUsage[]; capacity: DailyCapacity[] }> {
    const inRange = ({ day }: { day: string }) => day >= from && day <= to;
    return {
      usage: [...this.#usage.values()].filter(inRange).map(copy),
      capacity: [...this.#capacity.values()].filter(inRange).map(copy),
    };
  }

  #expect(id: string, version: number): void {
    const now = this.#budgets.get(id);
    if (!now) {
      throw unknownBudget(id);
    }
    if (now.version !== version) {
      throw budgetConflict(id, version, now.version);
    }
  }
}

function addTo<T extends { cpuCoreHours: number; memoryGibHours: number }>(
  sums: Map<string, T>,
  added: T,
): void {
  const { cpuCoreHours, memoryGibHours, ...of } = added;
  const key = JSON.stringify(Object.entries(of).sort());
  const known = sums.get(key);
  sums.set(key, {
    ...added,
    cpuCoreHours: cpuCoreHours + (known?.cpuCoreHours ?? 0),
    memoryGibHours: memoryGibHours + (known?.memoryGibHours ?? 0),
  });
}
