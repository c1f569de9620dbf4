import { Decimal, decimalOf } from '@textloom/kernel';
import { addMonths, monthOf } from '../calendar';
import { Charge } from '../focus';
import { BillingWorld } from '../load';
import { times } from '../money';
import { PRICES, TAX_SHARE } from '../prices';
import { natGateways } from './network';

const CENT = 10n ** 10n;

/** Credit of each month, on its third day. */
const CREDIT = decimalOf('-180');
/** Given back for traffic of a closed month. */
const REFUND = decimalOf('-86.4');
const REFUND_DAY = '12';

/** Support of a month, on its first day: a share of what was used in the month before. */
export function supportCharges(day: string, usageBefore: Decimal): Charge[] {
  return [
    {
      day,
      service: 'support',
      kind: 'Purchase',
      frequency: 'Recurring',
      monthly: true,
      global: true,
      meter: 'Dollar',
      unit: 'Dollar',
      operation: '',
      quantity: (usageBefore / CENT) * CENT,
      price: PRICES.support,
    },
  ];
}

/** Tax on what was billed on a day. */
export function taxCharges(day: string, billed: Decimal): Charge[] {
  const taxed = (billed / CENT) * CENT;
  return [
    {
      day,
      service: 'tax',
      kind: 'Tax',
      global: true,
      meter: 'GST',
      unit: '',
      operation: '',
      amount: times(taxed > 0n ? taxed : 0n, decimalOf(TAX_SHARE)),
    },
  ];
}

/** Credits of the account, and the one refund: of the month before that of the first start. */
export function creditCharges(world: BillingWorld, day: string): Charge[] {
  const refundMonth = addMonths(monthOf(world.anchor), -1);
  return [
    ...(day.endsWith('-03')
      ? [
          {
            day,
            service: 'ec2' as const,
            kind: 'Credit' as const,
            global: true,
            meter: 'Migration Acceleration Program credit',
            unit: '',
            operation: '',
            amount: CREDIT,
          },
        ]
      : []),
    ...(day === `${refundMonth}-${REFUND_DAY}`
      ? [
          {
            day,
            service: 'ec2' as const,
            category: ['Networking', 'Network Connectivity'] as const,
            correction: true,
            meter: 'NatGateway-Bytes of the month before',
            unit: 'GB',
            operation: 'NatGateway',
            amount: REFUND,
            resource: natGateways(world)[0],
            tags: { 'textloom:environment': 'prod' },
          },
        ]
      : []),
  ];
}
