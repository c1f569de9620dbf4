import { Clock, formatDecimal, parseDecimal } from '@textloom/kernel';
import {
  addDays,
  AllocationRules,
  CostView,
  lastDayOf,
  PartitionStatus,
  ReconciliationStrip,
} from '@textloom/plugin-costs-common';
import { dayOf } from './Inquiries';
import { Inquiry, isEmpty } from './Inquiry';
import { CatalogOwners, CostEngine } from './ports';

type Check = Pick<
  ReconciliationStrip['check'],
  'state' | 'checkedAt' | 'days' | 'difference'
>;

const REFERENCE = /^[a-z]+:[a-z0-9._-]+\/[a-z0-9._-]+$/;

/** What stands on every page: from what the figures come, how old they are, whether they equal the bill. */
export class Strips {
  readonly #options: {
    engine: CostEngine;
    catalog: Pick<CatalogOwners, 'titles'>;
    rules: Pick<AllocationRules, 'version' | 'method'>;
    closeAfterDays: number;
    clock: Clock;
  };

  constructor(options: {
    engine: CostEngine;
    catalog: Pick<CatalogOwners, 'titles'>;
    rules: Pick<AllocationRules, 'version' | 'method'>;
    /** Days after the end of a month until its bill is final. */
    closeAfterDays: number;
    clock: Clock;
  }) {
    this.#options = options;
  }

  /** A view with its strip, and with names of what it shows. */
  async dress<T extends object>(
    inquiry: Inquiry,
    view: T,
  ): Promise<T & CostView> {
    const [strip, names] = await Promise.all([
      this.#strip(inquiry),
      this.#options.catalog.titles([...referencesIn(view)]),
    ]);
    return { ...view, strip, names };
  }

  async #strip(inquiry: Inquiry): Promise<ReconciliationStrip> {
    const { state, currency, scope, billedTo, seesAll } = inquiry;
    const { rules } = this.#options;
    const { difference, ...told } = await this.#check(inquiry);
    return {
      dataVersion: state.version,
      currency,
      otherCurrencies: state.currencies.filter(other => other !== currency),
      sources: [...inquiry.sources],
      ...(billedTo && { billedTo }),
      openPeriods: this.#openPeriods(inquiry),
      restated: this.restated(inquiry),
      rejectedRows: state.partitions.reduce(
        (sum, { rejectedRows }) => sum + rejectedRows,
        0,
      ),
      check: { ...told, ...(seesAll && difference && { difference }) },
      rules: rules.version,
      method: rules.method,
      scope: scope.kind,
      owners: scope.kind === 'own' ? [...scope.owners] : [],
    };
  }

  /** Each day of the bill against its layers, once for a data version. */
  #check(inquiry: Inquiry): Promise<Check> {
    const { engine, clock } = this.#options;
    const { currency, state } = inquiry;
    const days = state.days[currency];
    return inquiry.ofAll().memo(['check'], async (): Promise<Check> => {
      if (!days || isEmpty(days)) {
        return { state: 'unknown', days: 0 };
      }
      const checked = await engine.reconcile({ ...days, currency });
      const difference = checked.reduce(
        (sum, day) => sum + (parseDecimal(day.difference) ?? 0n),
        0n,
      );
      const equal = checked.every(day => parseDecimal(day.difference) === 0n);
      return {
        state: equal ? 'equal' : 'different',
        checkedAt: new Date(clock()).toISOString(),
        days: checked.length,
        difference: formatDecimal(difference),
      };
    });
  }

  #openPeriods({ state, today }: Inquiry): string[] {
    const open = state.partitions
      .map(({ period }) => period)
      .filter(period => today <= this.#closedOn(period));
    return [...new Set(open)].sort();
  }

  /** Months that were final, and came again with another sum. An open month grows, which is no restatement. */
  restated({
    state,
    seesAll,
    currency,
  }: Inquiry): ReconciliationStrip['restated'] {
    return state.partitions
      .filter(partition => this.#isRestated(partition))
      .map(partition => {
        const { period, ingestedAt, effective, previousEffective } = partition;
        const by =
          (parseDecimal(effective) ?? 0n) -
          (parseDecimal(previousEffective ?? '') ?? 0n);
        const isTold = seesAll && partition.currency === currency;
        return {
          period,
          at: ingestedAt,
          ...(isTold && { by: formatDecimal(by) }),
        };
      });
  }

  #isRestated(partition: PartitionStatus): boolean {
    const { period, ingestedAt, effective, previousEffective } = partition;
    return (
      previousEffective !== undefined &&
      previousEffective !== effective &&
      dayOf(Date.parse(ingestedAt)) > this.#closedOn(period)
    );
  }

  /** Last day on which the bill of a month may still change. */
  #closedOn(period: string): string {
    return addDays(lastDayOf(period), this.#options.closeAfterDays);
  }
}

/** Entity references among the values of a view, not among its keys. */
function referencesIn(view: unknown, found = new Set<string>()): Set<string> {
  if (typeof view === 'string') {
    if (REFERENCE.test(view)) found.add(view);
  } else if (typeof view === 'object' && view !== null) {
    Object.values(view).forEach(value => referencesIn(value, found));
  }
  return found;
}
