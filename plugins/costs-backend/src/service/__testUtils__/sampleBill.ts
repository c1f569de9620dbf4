import { daysFrom, monthOf } from '@textloom/plugin-costs-common';
import { BillRecord, billRow, putExport } from '../../__testUtils__/bills';

const tags = (component: string, environment = 'prod') =>
  JSON.stringify({
    'textloom:component': component,
    'textloom:environment': environment,
  });

/** What a component costs on a day, in dollars. */
type CostOn = (day: string) => number;

/** Rows of a span: two components, a database, support, tax, a commitment and something untagged. */
export function sampleRows(
  span: { from: string; to: string },
  costs: { api?: CostOn; worker?: CostOn; untagged?: CostOn } = {},
): BillRecord[] {
  const { api = () => 100, worker = () => 200, untagged = () => 5 } = costs;
  return daysFrom(span.from, span.to).flatMap(day => [
    billRow(day, {
      Tags: tags('textloom-api'),
      EffectiveCost: api(day).toFixed(4),
      ResourceId: 'i-api',
      SkuMeter: 'BoxUsage:c5.2xlarge',
    }),
    billRow(day, {
      Tags: tags('textloom-worker'),
      EffectiveCost: worker(day).toFixed(4),
      ResourceId: 'eni-worker',
      ServiceName: 'Amazon Virtual Private Cloud',
      ServiceCategory: 'Networking',
      SkuMeter: 'DataTransfer-Regional-Bytes',
    }),
    billRow(day, {
      EffectiveCost: untagged(day).toFixed(4),
      ResourceId: 'snap-1',
    }),
    ...(day.endsWith('-01') ? firstOfMonth(day) : []),
  ]);
}

function firstOfMonth(day: string): BillRecord[] {
  const none = { ResourceId: '', PricingCategory: '', ConsumedQuantity: '' };
  return [
    billRow(day, {
      ...none,
      ChargeFrequency: 'Recurring',
      ServiceName: 'AWS Support (Business)',
      ServiceCategory: 'Other',
      EffectiveCost: '30',
    }),
    billRow(day, {
      ...none,
      ChargeCategory: 'Tax',
      ChargeFrequency: 'Recurring',
      ServiceName: 'Tax',
      ServiceCategory: 'Other',
      EffectiveCost: '12.5',
    }),
  ];
}

/** Writes rows as exports, a month each. */
export async function putBill(
  bills: string,
  rows: readonly BillRecord[],
  executionId = 'first',
): Promise<void> {
  const months = new Map<string, BillRecord[]>();
  for (const row of rows) {
    const month = monthOf(String(row.ChargePeriodStart));
    months.set(month, [...(months.get(month) ?? []), row]);
  }
  for (const [month, own] of months) {
    await putExport(bills, month, own, { executionId });
  }
}
