import {
  Budget,
  DailyCapacity,
  DailyUsage,
  SourceStatus,
  UsageDay,
} from '@textloom/plugin-costs-common';
import { Knex } from 'knex';
import {
  BudgetAlert,
  CostsStore,
  KeptForecast,
  StoredAnomaly,
  StoredPartition,
} from '../service/ports';
import { Budgets } from './Budgets';
import { PodUsage } from './PodUsage';
import { partitionConflict, unknownAnomaly } from './refusals';

type Row = { body: string };
const bodyOf = <T>({ body }: Row): T => JSON.parse(body);

/** Rows of one insert; SQLite allows 32,766 values in a statement. */
const BATCH = 500;

/** {@link CostsStore} in PostgreSQL or SQLite. */
export class DatabaseCostsStore implements CostsStore {
  readonly #database: Knex;
  readonly #budgets: Budgets;
  readonly #usage: PodUsage;

  constructor(database: Knex) {
    this.#database = database;
    this.#budgets = new Budgets(database);
    this.#usage = new PodUsage(database);
  }

  async partitions(): Promise<StoredPartition[]> {
    const rows: Row[] = await this.#database('bill_partitions')
      .orderBy(['source', 'period'])
      .select('body');
    return rows.map(row => bodyOf<StoredPartition>(row));
  }

  async savePartition(partition: StoredPartition): Promise<void> {
    const { source, period, version } = partition;
    const row = { version, body: JSON.stringify(partition) };
    const written =
      version === 1
        ? await this.#database('bill_partitions')
            .insert({ source, period, ...row })
            .onConflict(['source', 'period'])
            .ignore()
            .returning('version')
            .then(rows => rows.length)
        : await this.#database('bill_partitions')
            .where({ source, period, version: version - 1 })
            .update(row);
    if (written === 0) {
      throw partitionConflict(partition);
    }
  }

  async saveSourceStatus(status: SourceStatus): Promise<void> {
    await this.#database('bill_sources')
      .insert({ id: status.id, body: JSON.stringify(status) })
      .onConflict('id')
      .merge(['body']);
  }

  async sourceStatuses(): Promise<SourceStatus[]> {
    const rows: Row[] = await this.#database('bill_sources')
      .orderBy('id')
      .select('body');
    return rows.map(row => bodyOf<SourceStatus>(row));
  }

  budgets(): Promise<Budget[]> {
    return this.#budgets.list();
  }

  getBudget(id: string): Promise<Budget> {
    return this.#budgets.get(id);
  }

  createBudget(budget: Budget): Promise<Budget> {
    return this.#budgets.create(budget);
  }

  updateBudget(budget: Budget): Promise<Budget> {
    return this.#budgets.update(budget);
  }

  removeBudget(id: string, version: number): Promise<void> {
    return this.#budgets.remove(id, version);
  }

  recordAlert(alert: BudgetAlert): Promise<boolean> {
    return this.#budgets.recordAlert(alert);
  }

  alerts(month: string): Promise<BudgetAlert[]> {
    return this.#budgets.alerts(month);
  }

  async saveAnomalies(anomalies: StoredAnomaly[]): Promise<void> {
    const rows = anomalies.map(({ feedback: _said, ...anomaly }) => ({
      id: anomaly.id,
      currency: anomaly.currency,
      from_day: anomaly.from,
      body: JSON.stringify(anomaly),
    }));
    for (let start = 0; start < rows.length; start += BATCH) {
      // What was said about one is in a column of its own, which stays when it is found again.
      await this.#database('cost_anomalies')
        .insert(rows.slice(start, start + BATCH))
        .onConflict('id')
        .merge(['currency', 'from_day', 'body']);
    }
  }

  async anomalies(currency: string): Promise<StoredAnomaly[]> {
    const rows: AnomalyRow[] = await this.#database('cost_anomalies')
      .where({ currency })
      .orderBy([{ column: 'from_day', order: 'desc' }, 'id'])
      .select('body', 'feedback');
    return rows.map(anomalyOf);
  }

  async giveFeedback(
    id: string,
    feedback: NonNullable<StoredAnomaly['feedback']>,
  ): Promise<StoredAnomaly> {
    const [row]: AnomalyRow[] = await this.#database('cost_anomalies')
      .where({ id })
      .update({ feedback: JSON.stringify(feedback) })
      .returning(['body', 'feedback']);
    if (!row) {
      throw unknownAnomaly(id);
    }
    return anomalyOf(row);
  }

  async keepForecast(kept: KeptForecast): Promise<void> {
    const { currency, month, on } = kept;
    await this.#database('kept_forecasts')
      .insert({ currency, month, on_day: on, body: JSON.stringify(kept) })
      .onConflict(['currency', 'month', 'on_day'])
      .ignore();
  }

  async keptForecasts(currency: string): Promise<KeptForecast[]> {
    const rows: Row[] = await this.#database('kept_forecasts')
      .where({ currency })
      .orderBy(['month', 'on_day'])
      .select('body');
    return rows.map(row => bodyOf<KeptForecast>(row));
  }

  addUsage(day: UsageDay): Promise<void> {
    return this.#usage.add(day);
  }

  usage(
    from: string,
    to: string,
  ): Promise<{ usage: DailyUsage[]; capacity: DailyCapacity[] }> {
    return this.#usage.read(from, to);
  }
}

type AnomalyRow = Row & { feedback: string | null };

function anomalyOf({ body, feedback }: AnomalyRow): StoredAnomaly {
  return {
    ...JSON.parse(body),
    ...(feedback && { feedback: JSON.parse(feedback) }),
  };
}
