import { InputError } from '@backstage/errors';
import { Clock, DAY } from '@textloom/kernel';
import {
  addDays,
  addMonths,
  firstDayOf,
  lastDayOf,
  monthOf,
  sameDayIn,
  SourceStatus,
} from '@textloom/plugin-costs-common';
import { Inquiry, Span } from './Inquiry';
import { Memo } from './Memo';
import { CostEngine, CostsStore, DataState, Scope } from './ports';

/** What of a source's settings says when its days are complete. */
interface SourceTiming {
  id: string;
  thirdParty: boolean;
  lagDays: number;
}

/** Begins the questions of a caller. */
export class Inquiries {
  readonly #options: {
    engine: CostEngine;
    store: Pick<CostsStore, 'sourceStatuses'>;
    sources: readonly SourceTiming[];
    currency?: string;
    clock: Clock;
  };
  readonly #memo = new Memo();

  constructor(options: {
    engine: CostEngine;
    store: Pick<CostsStore, 'sourceStatuses'>;
    sources: readonly SourceTiming[];
    /** What is shown first when bills have several. */
    currency?: string;
    clock: Clock;
  }) {
    this.#options = options;
  }

  /** @throws InputError when nothing was billed in the currency. */
  async begin(scope: Scope, currency?: string): Promise<Inquiry> {
    const { engine, store, clock } = this.#options;
    const statuses = await store.sourceStatuses();
    const state = engine.state();
    const chosen = this.#currencyOf(state, currency);
    const today = dayOf(clock());
    const billedTo = this.#completeTo(statuses, today, state.days[chosen]?.to);
    return new Inquiry(
      {
        scope,
        currency: chosen,
        state,
        today,
        sources: statuses,
        ...(billedTo && { billedTo }),
      },
      engine,
      this.#memo,
    );
  }

  #currencyOf({ currencies }: DataState, asked?: string): string {
    const { currency: first } = this.#options;
    if (asked === undefined) {
      const isBilled = first !== undefined && currencies.includes(first);
      return (isBilled ? first : currencies[0]) ?? first ?? 'USD';
    }
    if (currencies.length > 0 && !currencies.includes(asked)) {
      throw new InputError(
        `currency: nothing was billed in it, but in ${currencies.join(', ')}`,
      );
    }
    return asked;
  }

  /**
   * The last day that every source has billed completely. Bills of other vendors hold nobody up, unless there are no
   * others.
   */
  #completeTo(
    statuses: readonly SourceStatus[],
    today: string,
    lastDay: string | undefined,
  ): string | undefined {
    if (lastDay === undefined) {
      return undefined;
    }
    const days = this.#options.sources.flatMap(source => {
      const status = statuses.find(({ id }) => id === source.id);
      const newest = addDays(today, -source.lagDays);
      return status?.lastDay
        ? [{ ...source, day: earlier(status.lastDay, newest) }]
        : [];
    });
    const own = days.filter(({ thirdParty }) => !thirdParty);
    return (own.length > 0 ? own : days)
      .map(({ day }) => day)
      .reduce(earlier, lastDay);
  }
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

/** UTC day of a moment. */
export function dayOf(moment: number): string {
  return new Date(Math.floor(moment / DAY) * DAY).toISOString().slice(0, 10);
}

/** The month that is looked at: the asked one, or that of the last complete day. */
export function monthAsked({ billedTo, today }: Inquiry, asked?: string) {
  return asked ?? monthOf(billedTo ?? today);
}

/** The complete days of a month so far. */
export function monthSpan({ billedTo = '' }: Inquiry, month: string): Span {
  return {
    from: firstDayOf(month),
    to: earlier(lastDayOf(month), billedTo),
  };
}

/** The same days of the month before: all of it when the month is complete. */
export function monthBefore({ from, to }: Span): Span {
  const month = addMonths(monthOf(from), -1);
  const isWhole = to === lastDayOf(monthOf(from));
  return {
    from: firstDayOf(month),
    to: isWhole ? lastDayOf(month) : sameDayIn(month, to),
  };
}
