import { formatCount, NO_VALUE } from '@textloom/ui';
import {
  ArithmeticLine,
  CostFilters,
  Names,
  Recommendation,
} from '@textloom/plugin-costs-common';
import { nameIn } from '../text/names';
import { MessageKey, Params, Say } from '../text/say';

/** Arguments of lines that are amounts, and those that are per cents. */
const AMOUNTS = new Set(['cost', 'fee', 'perGb']);
const PERCENTS = new Set(['breakEven', 'target', 'percent']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Prices of a gigabyte or a request are far below a cent. */
const SMALL = 1;

const SIGNS: Record<ArithmeticLine['operation'], string> = {
  start: '',
  add: '+',
  subtract: '−',
  multiply: '×',
  result: '=',
};

/** A line of an arithmetic as it is read. */
export interface SaidLine {
  sign: string;
  text: string;
  value: string;
  isResult: boolean;
}

/** A line with its words, its sign and its value in the units of the reader's language. */
export function saidLine(
  line: ArithmeticLine,
  recommendation: Recommendation,
  names: Names,
  say: Say,
): SaidLine {
  const { currency } = recommendation;
  const params: Params = {};
  for (const [name, value] of Object.entries(line.args)) {
    params[name] = saidArgument(name, value, { currency, names, say });
  }
  return {
    sign: SIGNS[line.operation],
    text: say(`savings.line.${line.code}` as MessageKey, params),
    value: saidValue(line, currency, say),
    isResult: line.operation === 'result',
  };
}

function saidArgument(
  name: string,
  value: string,
  context: { currency: string; names: Names; say: Say },
): string {
  const { currency, names, say } = context;
  if (AMOUNTS.has(name)) return price(value, currency, say);
  if (PERCENTS.has(name)) return `${rounded(value)}%`;
  if (DAY.test(value)) return say.day(value);
  return /^-?\d+(\.\d+)?$/.test(value) ? rounded(value) : nameIn(names, value);
}

function saidValue(
  { unit, value, operation }: ArithmeticLine,
  currency: string,
  say: Say,
): string {
  switch (unit) {
    case 'money':
      return operation === 'result'
        ? say.money(value, currency)
        : price(value, currency, say);
    case 'percent':
      return `${rounded(value)}%`;
    case 'hours':
      return say('savings.hours', { count: rounded(value) });
    case 'gb':
      return say('savings.gb', { count: rounded(value) });
    default:
      return rounded(value);
  }
}

/** An amount; prices below one with the digits that tell them apart. */
function price(value: string, currency: string, say: Say): string {
  const size = Math.abs(Number(value));
  if (size === 0 || size >= SMALL) return say.money(value, currency);
  return new Intl.NumberFormat(say.locale === 'zh' ? 'zh-CN' : 'en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumSignificantDigits: 4,
  }).format(Number(value));
}

function rounded(value: string): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return NO_VALUE;
  return Math.abs(number) >= 1000
    ? formatCount(Math.round(number))
    : String(Math.round(number * 100) / 100);
}

/** The page in one sentence, and what to begin with. */
export function savingsVerdict(
  view: { recommendations: readonly Recommendation[]; monthlySaving: string },
  currency: string,
  say: Say,
): { intent: 'positive' | 'caution'; sentence: string; detail: string } {
  const { length } = view.recommendations;
  return length === 0
    ? {
        intent: 'positive',
        sentence: say('savings.none'),
        detail: say('savings.noneMore'),
      }
    : {
        intent: 'caution',
        sentence: say('savings.verdict', {
          count: length,
          amount: say.money(view.monthlySaving, currency, { digits: 'whole' }),
        }),
        detail: say('savings.verdictMore'),
      };
}

/** Where in Explore the cost is that an action is about. */
export function exploreOf({
  args,
  component,
  environment,
  basis,
}: Recommendation): {
  from: string;
  to: string;
  filter: CostFilters;
} {
  const { nodeGroup, resource, service } = args;
  return {
    ...basis,
    filter: {
      ...(component && { component: [component] }),
      ...(environment && { environment: [environment] }),
      ...(nodeGroup && { nodeGroup: [nodeGroup] }),
      ...(resource && { resource: [resource] }),
      ...(service && { service: [service] }),
    },
  };
}
