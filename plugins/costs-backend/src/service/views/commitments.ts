import {
  ChargeCategory,
  CommitmentStatus,
  commitmentStatuses,
  CommitmentsView,
  CostFilters,
  coverageOf,
  PricingCategory,
} from '@textloom/plugin-costs-common';
import { monthSpan } from '../Inquiries';
import { Inquiry, Span } from '../Inquiry';

/** FOCUS ConsumedUnit of what is billed by the hour, as providers write it. */
export const HOURS = ['Hrs', 'Hours', 'Hour'];
/**
 * What can be committed: hours of services that have Savings Plans or reservations, by their names in AWS's exports.
 * FOCUS tells what is eligible from 1.4 on only; disks and traffic of the same services are not hours.
 */
export const COMMITTABLE: CostFilters = {
  service: [
    'Amazon Elastic Compute Cloud',
    'Amazon Elastic Container Service',
    'Amazon ElastiCache',
    'Amazon OpenSearch Service',
    'Amazon Redshift',
    'Amazon Relational Database Service',
  ],
  serviceCategory: ['Compute', 'Databases', 'Analytics'],
  unit: HOURS,
};

/**
 * Commitments of a month, and how much of what could be committed was, month by month. Who sees their own alone sees
 * how their own was priced: what a commitment left unused is nobody's.
 */
export async function commitments(
  inquiry: Inquiry,
  month: string,
): Promise<Omit<CommitmentsView, 'strip' | 'names'>> {
  const [statuses, coverage] = await Promise.all([
    inquiry.seesAll ? statusesOf(inquiry, monthSpan(inquiry, month)) : [],
    coverageByMonth(inquiry),
  ]);
  return { month, commitments: statuses, coverage };
}

/** Commitments as they were used in a span; with scope `own` what the own costs used of them. */
export async function statusesOf(
  inquiry: Inquiry,
  span: Span,
): Promise<CommitmentStatus[]> {
  const groups = await inquiry.groups({
    ...span,
    groupBy: ['commitment', 'commitmentStatus', 'chargeCategory'],
    filters: { chargeCategory: ['Usage'] },
  });
  return commitmentStatuses(
    groups.map(({ keys: [commitment, status, category], costs }) => ({
      commitment,
      commitmentStatus: status as 'Used' | 'Unused' | '',
      chargeCategory: category as ChargeCategory,
      costs,
    })),
  );
}

async function coverageByMonth(
  inquiry: Inquiry,
): Promise<CommitmentsView['coverage']> {
  const groups = await inquiry.groups({
    ...inquiry.span,
    grain: 'month',
    groupBy: ['chargeCategory', 'pricingCategory', 'commitmentStatus'],
    filters: { ...COMMITTABLE, chargeCategory: ['Usage'] },
  });
  return coverageOf(
    groups.map(({ bucket, keys: [category, pricing, status], costs }) => ({
      month: bucket,
      chargeCategory: category as ChargeCategory,
      pricingCategory: pricing as PricingCategory | '',
      commitmentStatus: status as 'Used' | 'Unused' | '',
      costs,
    })),
  );
}
