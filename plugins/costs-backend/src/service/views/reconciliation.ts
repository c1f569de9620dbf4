import { ReconciliationView } from '@textloom/plugin-costs-common';
import { monthAsked, monthSpan } from '../Inquiries';
import { Inquiry, isEmpty } from '../Inquiry';
import { CostEngine } from '../ports';

/** The bill against its layers, day by day. All of it is sums of everybody's costs: who sees their own sees none. */
export async function reconciliation(
  inquiry: Inquiry,
  asked: string | undefined,
  engine: CostEngine,
): Promise<Omit<ReconciliationView, 'strip' | 'names'>> {
  if (!inquiry.seesAll) {
    return { partitions: [], findings: [], days: [] };
  }
  const { partitions } = inquiry.state;
  const span = monthSpan(inquiry, monthAsked(inquiry, asked));
  const periods = asked
    ? [asked]
    : [...new Set(partitions.map(({ period }) => period))];
  const [findings, days] = await Promise.all([
    engine.findings(periods),
    isEmpty(span)
      ? []
      : engine.reconcile({ ...span, currency: inquiry.currency }),
  ]);
  return {
    partitions: [...partitions].sort((a, b) =>
      a.period === b.period
        ? Number(a.source > b.source) || -1
        : Number(a.period < b.period) || -1,
    ),
    findings,
    days,
  };
}
