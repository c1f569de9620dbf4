import { Budget } from '@textloom/plugin-costs-common';
import { Knex } from 'knex';
import { BudgetAlert } from '../service/ports';
import { budgetConflict, budgetExists, unknownBudget } from './refusals';

type Row = { body: string };
const budgetOf = ({ body }: Row): Budget => JSON.parse(body);

/** Budgets, which change by compare-and-set, and the alerts that were raised about them. */
export class Budgets {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async list(): Promise<Budget[]> {
    const rows: Row[] = await this.#database('budgets')
      .orderBy('id')
      .select('body');
    return rows.map(budgetOf);
  }

  async get(id: string): Promise<Budget> {
    const row: Row | undefined = await this.#database('budgets')
      .where({ id })
      .first('body');
    if (!row) {
      throw unknownBudget(id);
    }
    return budgetOf(row);
  }

  async create(budget: Budget): Promise<Budget> {
    const created = { ...budget, version: 1 };
    const rows = await this.#database('budgets')
      .insert({ id: budget.id, version: 1, body: JSON.stringify(created) })
      .onConflict('id')
      .ignore()
      .returning('id');
    if (rows.length === 0) {
      throw budgetExists(budget.id);
    }
    return created;
  }

  async update(budget: Budget): Promise<Budget> {
    const { id, version } = budget;
    const changed = { ...budget, version: version + 1 };
    const written = await this.#database('budgets')
      .where({ id, version })
      .update({ version: version + 1, body: JSON.stringify(changed) });
    if (written === 0) {
      throw await this.#refusal(id, version);
    }
    return changed;
  }

  async remove(id: string, version: number): Promise<void> {
    const removed = await this.#database('budgets')
      .where({ id, version })
      .delete();
    if (removed === 0) {
      throw await this.#refusal(id, version);
    }
  }

  async recordAlert(alert: BudgetAlert): Promise<boolean> {
    const { budget, month, threshold, kind, at } = alert;
    const rows = await this.#database('budget_alerts')
      .insert({ budget, month, threshold, kind, at })
      .onConflict(['budget', 'month', 'threshold', 'kind'])
      .ignore()
      .returning('budget');
    return rows.length > 0;
  }

  async alerts(month: string): Promise<BudgetAlert[]> {
    return this.#database('budget_alerts')
      .where({ month })
      .orderBy(['budget', 'threshold', 'kind'])
      .select('budget', 'month', 'threshold', 'kind', 'at');
  }

  async #refusal(id: string, version: number): Promise<Error> {
    const now = await this.get(id);
    return budgetConflict(id, version, now.version);
  }
}
