import { InputError } from '@backstage/errors';
import { formatDecimal, parseDecimal } from '@textloom/kernel';
import {
  ExplainQuery,
  ExplainView,
  RowsQuery,
  RowsView,
  SourceStatus,
} from '@textloom/plugin-costs-common';
import { foldBy, largestFirst } from '../figures';
import { Inquiry } from '../Inquiry';
import { CostEngine, EntryGroup } from '../ports';

/** Rows that can be paged to; who needs more exports the bill itself. */
const MOST_ROWS = 100_000;

/** How a figure is made: by nature of its charges, and by why it is whose it is. */
export async function explain(
  inquiry: Inquiry,
  { from, to, filter = {} }: ExplainQuery,
  engine: CostEngine,
): Promise<Omit<ExplainView, 'strip' | 'names'>> {
  const { currency, scope, seesAll } = inquiry;
  const question = { from, to, filters: filter, currency, scope };
  const [groups, reasons, difference] = await Promise.all([
    inquiry.groups({
      from,
      to,
      filters: filter,
      groupBy: [
        'chargeCategory',
        'pricingCategory',
        'commitmentStatus',
        'correction',
      ],
    }),
    engine.reasons(question),
    seesAll ? differenceOf(engine, { from, to, currency }) : undefined,
  ]);
  const parts = [...foldBy(groups, codeOf)].map(([code, { costs, rows }]) => ({
    code,
    amount: costs.effective,
    rows,
  }));
  const newest = inquiry.sources
    .map(({ exportedAt }) => exportedAt)
    .filter(at => at !== undefined)
    .sort()
    .at(-1);
  return {
    total: formatDecimal(parts.reduce((sum, { amount }) => sum + amount, 0n)),
    parts: largestFirst(parts, ({ amount, code }) => ({
      amount,
      key: code,
    })).map(part => ({ ...part, amount: formatDecimal(part.amount) })),
    reasons: largestFirst(reasons, ({ costs, reason }) => ({
      amount: costs.effective,
      key: reason,
    })).map(({ reason, costs, rows }) => ({
      reason,
      amount: formatDecimal(costs.effective),
      rows,
    })),
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    focusVersion: versionsOf(inquiry.sources),
    ...(newest && { exportedAt: newest }),
    ...(difference !== undefined && { difference }),
  };
}

/** What of the nature of a charge decides how it is read. */
function codeOf({ keys }: EntryGroup): string {
  const [category, pricing, status, correction] = keys;
  if (correction === 'yes') return 'correction';
  if (category !== 'Usage') return category.toLowerCase();
  if (status === 'Unused') return 'usage-unused';
  return `usage-${(pricing || 'other').toLowerCase()}`;
}

function versionsOf(sources: readonly SourceStatus[]): string {
  const versions = sources.flatMap(({ focusVersion }) => focusVersion ?? []);
  return [...new Set(versions)].sort().join(', ');
}

async function differenceOf(
  engine: CostEngine,
  range: { from: string; to: string; currency: string },
): Promise<string> {
  const days = await engine.reconcile(range);
  return formatDecimal(
    days.reduce(
      (sum, { difference }) => sum + (parseDecimal(difference) ?? 0n),
      0n,
    ),
  );
}

/** Rows of the bill behind a figure, a page of them. */
export async function billRows(
  inquiry: Inquiry,
  { from, to, filter = {}, limit, cursor }: RowsQuery,
  engine: CostEngine,
): Promise<Omit<RowsView, 'strip' | 'names'>> {
  const offset = offsetOf(cursor);
  const { currency, scope } = inquiry;
  const { rows, total } = await engine.rows(
    { from, to, filters: filter, currency, scope },
    { offset, limit },
  );
  const next = offset + rows.length;
  return {
    rows,
    total,
    ...(next < total && rows.length > 0 && { nextCursor: String(next) }),
  };
}

function offsetOf(cursor = '0'): number {
  const offset = /^\d{1,6}$/.test(cursor) ? Number(cursor) : Infinity;
  if (offset > MOST_ROWS) {
    throw new InputError('cursor: must be one that an answer had');
  }
  return offset;
}
