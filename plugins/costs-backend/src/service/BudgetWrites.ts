import { AuditorService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { Clock } from '@textloom/kernel';
import {
  Budget,
  BudgetChange,
  BudgetRequest,
  BudgetScope,
} from '@textloom/plugin-costs-common';
import { audited } from './audited';
import { Caller } from './CostsService';
import { Inquiries } from './Inquiries';
import { CatalogOwners, CostsStore } from './ports';
import { mayKnowBudget } from './views/budgets';

/** Makes, changes and removes budgets of what the caller sees. */
export class BudgetWrites {
  readonly #options: {
    store: CostsStore;
    catalog: Pick<CatalogOwners, 'owners'>;
    inquiries: Inquiries;
    auditor: AuditorService;
    newId: () => string;
    clock: Clock;
    onWrite: (written: { budget: string }) => void;
  };

  constructor(options: {
    store: CostsStore;
    catalog: Pick<CatalogOwners, 'owners'>;
    inquiries: Inquiries;
    auditor: AuditorService;
    newId: () => string;
    clock: Clock;
    onWrite: (written: { budget: string }) => void;
  }) {
    this.#options = options;
  }

  create(caller: Caller, request: BudgetRequest): Promise<Budget> {
    const { store, newId, auditor } = this.#options;
    const id = newId();
    return audited(auditor, caller, 'budget-create', { id }, async () => {
      await this.#assertMayKnow(caller, [request.scope]);
      const by = this.#by(caller);
      const budget = { ...request, id, ...by, version: 1 };
      return this.#written(await store.createBudget(budget));
    });
  }

  update(caller: Caller, id: string, request: BudgetChange): Promise<Budget> {
    const { store, auditor } = this.#options;
    return audited(auditor, caller, 'budget-update', { id }, async () => {
      const { scope } = await store.getBudget(id);
      await this.#assertMayKnow(caller, [scope, request.scope]);
      const budget = { ...request, id, ...this.#by(caller) };
      return this.#written(await store.updateBudget(budget));
    });
  }

  remove(caller: Caller, id: string, version: number): Promise<void> {
    const { store, auditor } = this.#options;
    return audited(auditor, caller, 'budget-remove', { id }, async () => {
      const budget = await store.getBudget(id);
      await this.#assertMayKnow(caller, [budget.scope]);
      await store.removeBudget(id, version);
      this.#written(budget);
    });
  }

  /** @throws NotAllowedError for a budget whose spending the caller does not see. */
  async #assertMayKnow(
    caller: Caller,
    scopes: readonly BudgetScope[],
  ): Promise<void> {
    const inquiry = await this.#options.inquiries.begin(caller.scope);
    const owners = await this.#options.catalog.owners();
    if (!scopes.every(scope => mayKnowBudget(inquiry, scope, owners))) {
      throw new NotAllowedError(
        'You cannot change this budget: you do not see what it is of. Costs follow ownership.',
      );
    }
  }

  #by({ actor }: Caller) {
    const at = new Date(this.#options.clock()).toISOString();
    return { updatedBy: actor, updatedAt: at };
  }

  #written(budget: Budget): Budget {
    this.#options.onWrite({ budget: budget.id });
    return budget;
  }
}
