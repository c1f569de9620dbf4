import { Decimal } from '@textloom/kernel';
import {
  addDays,
  CostFilters,
  Costs,
  DayAmount,
  daysFrom,
  Dimension,
  NO_COSTS,
  SourceStatus,
} from '@textloom/plugin-costs-common';
import { Memo } from './Memo';
import {
  CostEngine,
  DataState,
  EntryGroup,
  Pivot,
  PivotQuery,
  Scope,
} from './ports';

/** A span of days, both inclusive; empty when `to` is before `from`. */
export interface Span {
  from: string;
  to: string;
}

/** Charges that depend on use: what is looked at for anomalies, and what recommendations are about. */
export const USAGE: CostFilters = {
  chargeCategory: ['Usage'],
  chargeFrequency: ['Usage-Based', ''],
  correction: [''],
};

/** Sum of nothing has no days. */
export const isEmpty = ({ from, to }: Span) => to < from;

/**
 * Questions of one caller to the bill, in one currency and one data version. The scope is part of every question, so
 * that no view can forget it.
 */
export class Inquiry {
  readonly scope: Scope;
  readonly currency: string;
  readonly state: DataState;
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  readonly sources: readonly SourceStatus[];
  /** Last day that is billed completely; absent without data. */
  readonly billedTo?: string;
  readonly #engine: CostEngine;
  readonly #memo: Memo;

  constructor(
    facts: Pick<
      Inquiry,
      'scope' | 'currency' | 'state' | 'today' | 'sources' | 'billedTo'
    >,
    engine: CostEngine,
    memo: Memo,
  ) {
    this.scope = facts.scope;
    this.currency = facts.currency;
    this.state = facts.state;
    this.today = facts.today;
    this.sources = facts.sources;
    this.billedTo = facts.billedTo;
    this.#engine = engine;
    this.#memo = memo;
  }

  get seesAll(): boolean {
    return this.scope.kind === 'all';
  }

  /** Days that there are data of, up to the last complete one. */
  get span(): Span {
    const days = this.state.days[this.currency];
    return days && this.billedTo
      ? { from: days.from, to: this.billedTo }
      : { from: '0001-01-01', to: '0000-01-01' };
  }

  /** Whether amounts of this owner may be shown. */
  mayKnow(owner: string): boolean {
    return this.scope.kind === 'all' || this.scope.owners.includes(owner);
  }

  /** The same questions for everybody: only for what is filtered by owner afterwards. */
  ofAll(): Inquiry {
    return new Inquiry(
      { ...this.#facts(), scope: { kind: 'all' } },
      this.#engine,
      this.#memo,
    );
  }

  /** What was worked out from this data version in this scope. */
  memo<T>(key: readonly unknown[], work: () => Promise<T>): Promise<T> {
    const { state, scope, currency, today } = this;
    const { version } = state;
    return this.#memo.of([version, scope, currency, today, ...key], work);
  }

  async groups(
    question: Span & {
      grain?: 'day' | 'month' | 'total';
      groupBy?: readonly Dimension[];
      filters?: CostFilters;
    },
  ): Promise<EntryGroup[]> {
    if (isEmpty(question)) {
      return [];
    }
    const { from, to, grain = 'total', groupBy = [], filters = {} } = question;
    const { currency, scope } = this;
    return this.#engine.query({
      from,
      to,
      grain,
      groupBy,
      filters,
      currency,
      scope,
    });
  }

  /** The largest groups of a question. */
  pivot(question: Omit<PivotQuery, 'currency' | 'scope'>): Promise<Pivot> {
    const { currency, scope } = this;
    return this.#engine.pivot({ ...question, currency, scope });
  }

  /** Sum over a span. */
  async total(span: Span, filters: CostFilters = {}): Promise<Costs> {
    const [sum] = await this.groups({ ...span, filters });
    return sum?.costs ?? NO_COSTS;
  }

  /** Effective cost per day, without gaps. */
  async days(span: Span, filters: CostFilters = {}): Promise<DayAmount[]> {
    const groups = await this.groups({ ...span, filters, grain: 'day' });
    return filled(span, groups);
  }

  #facts() {
    const { scope, currency, state, today, sources, billedTo } = this;
    const facts = { scope, currency, state, today, sources };
    return { ...facts, ...(billedTo && { billedTo }) };
  }
}

/** Days of a span; those without costs are zero. */
export function filled(span: Span, groups: readonly EntryGroup[]): DayAmount[] {
  const amounts = new Map<string, Decimal>();
  for (const { bucket, costs } of groups) {
    amounts.set(bucket, (amounts.get(bucket) ?? 0n) + costs.effective);
  }
  return isEmpty(span)
    ? []
    : daysFrom(span.from, span.to).map(day => ({
        day,
        amount: amounts.get(day) ?? 0n,
      }));
}

/** So many days before the end of a span, and not before its beginning. */
export function lastDays({ from, to }: Span, count: number): Span {
  const start = addDays(to, 1 - count);
  return { from: start > from ? start : from, to };
}
