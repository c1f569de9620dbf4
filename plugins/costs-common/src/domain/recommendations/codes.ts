/**
 * Sentences of arithmetic lines, in which the page has words for each; what their `args` name stands beside. Amounts
 * and per cents in args are decimal strings.
 */
export const ARITHMETIC_CODES = [
  /** Effective cost of a node group at Standard prices: cost, days, nodeGroup. */
  'standard-cost-per-hour',
  /** From what the estate pays for the same instance type on Spot. */
  'spot-discount-measured',
  /** Lower bound of what AWS states. */
  'spot-discount-stated',
  /** Effective cost of a node group: cost, days, nodeGroup. */
  'node-cost-per-hour',
  /** What of it is committed, and paid for in any case: cost, days. */
  'committed-cost-per-hour',
  /** What Spot saves on the same nodes. */
  'spot-saving',
  /** hours, weekHours. */
  'off-hours-share',
  /** Share of nodes that can go: minimum, nodes. */
  'nodes-off',
  /** cost, days, requested. */
  'cpu-request-cost-per-hour',
  /** peak, needed, target (per cent). */
  'cpu-surplus',
  /** cost, days, requested, peak, needed, percent. */
  'memory-surplus-cost-per-hour',
  /** Share of the nodes' cost that other recommendations leave. */
  'left-by-others',
  /** Smallest day: cost (of the day), from, to, service. */
  'least-cost-per-hour',
  /** What right-sizing saves on the same nodes. */
  'right-size-saving',
  /** From what present commitments save: breakEven (per cent of use). */
  'commitment-discount-measured',
  /** Lower bound: breakEven. */
  'commitment-discount-stated',
  /** Standard class of a bucket: resource. */
  'standard-gb',
  /** Share of the bytes that is seldom read, as configured. */
  'cold-share-known',
  'cold-share-assumed',
  /** Of a GB-month: from, to, class. */
  'price-difference',
  /** percent, perGb. */
  'reading',
  /** Request fees: objects, fee, months (over which it is earned back). */
  'transition',
  /** Early deletion: days, percent, months. */
  'minimum-duration',
  /** Traffic between zones: cost, days. */
  'cross-zone-cost-per-hour',
  /** A judgement, not measured. */
  'avoidable-share-assumed',
  /** For the whole term. */
  'contract-committed',
  'contract-projected',
  /** Months of 730 hours: days (of the term). */
  'months-per-term',
  /** 730 hours. */
  'hours-a-month',
  'monthly-saving',
] as const;
export type ArithmeticCode = (typeof ARITHMETIC_CODES)[number];
