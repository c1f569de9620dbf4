import {
  Decimal,
  formatDecimal,
  decimalOf,
  splitDecimal,
} from '@textloom/kernel';
import { daysFrom } from '../domain/calendar';
import { CostView, Names, ReconciliationStrip } from '../api/views';

/** 22 November 2026, 06:40 UTC: the bill of the 21st has come. */
export const TEST_NOW = Date.UTC(2026, 10, 22, 6, 40);
/** The month of the samples and its last billed day. */
export const SAMPLE_MONTH = '2026-11';
export const BILLED_TO = '2026-11-21';
export const BILLED_DAYS = daysFrom('2026-11-01', BILLED_TO);
/** Days that are only foreseen. */
export const AHEAD_DAYS = daysFrom('2026-11-22', '2026-11-30');

const COMPONENT = 'component:default/';
const RESOURCE = 'resource:default/';

/** Components with owner, cost so far and of the same days of October. */
export const SAMPLE_COSTS: readonly [string, string, string, string][] = [
  [`${COMPONENT}textloom-worker`, 'media', '6214.08', '5851.30'],
  [`${COMPONENT}textloom-priority-worker`, 'media', '2236.90', '2291.91'],
  [`${COMPONENT}textloom-api`, 'core-services', '1893.44', '1872.84'],
  [`${RESOURCE}postgres`, 'core-services', '1486.33', '1481.89'],
  [`${RESOURCE}media-storage`, 'media', '1308.76', '1248.82'],
  [`${RESOURCE}cdn`, 'experience', '1204.62', '867.26'],
  [`${RESOURCE}redis`, 'core-services', '742.51', '742.51'],
  [`${COMPONENT}textloom-web`, 'experience', '402.17', '414.61'],
  [`${COMPONENT}textloom-payment`, 'core-services', '351.20', '348.41'],
  [`${COMPONENT}textloom-auth`, 'core-services', '288.65', '290.10'],
];

/** Layers of nobody alone with cost so far and of the same days of October; with {@link SAMPLE_COSTS} they are the bill. */
export const SAMPLE_LAYERS: readonly [string, string, string][] = [
  ['idle', '903.18', '1022.85'],
  ['third-party', '700.00', '700.00'],
  ['shared', '486.40', '482.06'],
  ['unused-commitment', '214.62', '149.04'],
  ['mesh', '171.25', '169.05'],
  ['untagged', '38.26', '99.38'],
];

/** Sum of the sample's bill, and of the same days of October. */
export const SAMPLE_SUM = '18642.37';
export const SAMPLE_PREVIOUS = '18032.03';

/** A decimal string as a decimal; @throws for what is none */
export function money(text: string): Decimal {
  return decimalOf(text);
}

/** An amount over days, less at weekends, so that the days sum to it exactly. */
export function overDays(
  total: string,
  days: readonly string[] = BILLED_DAYS,
): string[] {
  const weights = days.map(day =>
    [0, 6].includes(new Date(day).getUTCDay()) ? 7n : 10n,
  );
  return splitDecimal(money(total), weights).map(formatDecimal);
}

/** Names of what the samples are about. */
export const SAMPLE_NAMES: Names = {
  'group:default/media': 'Media',
  'group:default/core-services': 'Core services',
  'group:default/experience': 'Experience',
  [`${RESOURCE}media-storage`]: 'Media storage',
  [`${RESOURCE}cdn`]: 'CDN and egress',
};

/** A strip of a bill that is current and equal to what is shown. */
export function aStrip(
  changes: Partial<ReconciliationStrip> = {},
): ReconciliationStrip {
  return {
    dataVersion: 'v1',
    currency: 'USD',
    otherCurrencies: [],
    sources: [
      {
        id: 'aws',
        title: 'AWS',
        focusVersion: '1.2',
        lastDay: BILLED_TO,
        exportedAt: '2026-11-21T21:40:00.000Z',
        ingestedAt: '2026-11-21T21:52:00.000Z',
        state: 'current',
      },
    ],
    billedTo: BILLED_TO,
    openPeriods: [SAMPLE_MONTH],
    restated: [],
    rejectedRows: 0,
    check: {
      state: 'equal',
      checkedAt: '2026-11-22T06:10:00.000Z',
      days: BILLED_DAYS.length,
      difference: '0',
    },
    rules: 'v7',
    method: 'opencost-1',
    scope: 'all',
    owners: [],
    ...changes,
  };
}

/** The strip of who sees only what a group owns: the check is told without amounts. */
export function anOwnStrip(
  owners: readonly string[] = ['group:default/media'],
): ReconciliationStrip {
  const { check, ...strip } = aStrip({ scope: 'own', owners: [...owners] });
  return {
    ...strip,
    check: { state: check.state, checkedAt: check.checkedAt, days: check.days },
  };
}

/** What every view begins with. */
export function aCostView(strip: ReconciliationStrip = aStrip()): CostView {
  return { strip, names: SAMPLE_NAMES };
}
