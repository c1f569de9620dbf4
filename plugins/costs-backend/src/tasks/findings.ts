import { createHash } from 'node:crypto';
import { Decimal, formatDecimal } from '@textloom/kernel';
import {
  addDays,
  AnomalyFacts,
  DayAmount,
  findAnomalies,
} from '@textloom/plugin-costs-common';
import { filled, Inquiry, USAGE } from '../service/Inquiry';
import { EntryGroup, StoredAnomaly } from '../service/ports';
import { ANOMALY_LAYERS } from '../service/views/AnomalyPages';

/** Days in which anomalies are looked for, beyond which they only have a history. */
const WINDOW_DAYS = 90;
/** Days of history that a day is judged by. */
const HISTORY_DAYS = 120;
const DIMENSIONS = ['component', 'service'] as const;

/**
 * Anomalies of all components and services by themselves: in a sum of several, one that grew and one that shrank would
 * hide each other. What was found before keeps its identity, also when its days have grown; what is no longer found is
 * withdrawn, unless it is too old to be looked for or somebody said something of it.
 */
export async function foundAnomalies(
  inquiry: Inquiry,
  options: {
    floor: Decimal;
    share: number;
    stored: readonly StoredAnomaly[];
    owners: ReadonlyMap<string, { owner: string }>;
  },
): Promise<StoredAnomaly[]> {
  const { span, currency } = inquiry;
  const from = addDays(span.to, 1 - WINDOW_DAYS);
  const found: StoredAnomaly[] = [];
  for (const dimension of DIMENSIONS) {
    for (const [value, days] of await seriesOf(inquiry, dimension)) {
      const planned = plannedDays(options.stored, dimension, value);
      const facts = findAnomalies(
        { scope: { dimension, value }, days },
        { ...options, completeTo: span.to, from, planned },
      );
      const owner =
        dimension === 'component' ? options.owners.get(value)?.owner ?? '' : '';
      found.push(
        ...facts.map(fact =>
          storedOf(fact, { currency, owner, stored: options.stored }),
        ),
      );
    }
  }
  const ids = new Set(found.map(({ id }) => id));
  const withdrawn = options.stored
    .filter(({ id, feedback, to }) => !ids.has(id) && !feedback && to >= from)
    .map(anomaly => ({ ...anomaly, withdrawn: true }));
  return [...found, ...withdrawn];
}

async function seriesOf(
  inquiry: Inquiry,
  dimension: StoredAnomaly['dimension'],
): Promise<Map<string, DayAmount[]>> {
  const first = addDays(inquiry.span.to, 1 - WINDOW_DAYS - HISTORY_DAYS);
  const { from, to } = inquiry.span;
  const span = { from: first > from ? first : from, to };
  const groups = await inquiry.groups({
    ...span,
    grain: 'day',
    groupBy: [dimension],
    filters: { ...USAGE, ...ANOMALY_LAYERS[dimension] },
  });
  const byValue = new Map<string, EntryGroup[]>();
  for (const group of groups) {
    const [value] = group.keys;
    if (value !== '') {
      byValue.set(value, [...(byValue.get(value) ?? []), group]);
    }
  }
  return new Map(
    [...byValue].map(([value, days]) => [value, filled(span, days)]),
  );
}

/** Days of which somebody said that they were planned: nothing is expected from them. */
function plannedDays(
  stored: readonly StoredAnomaly[],
  dimension: string,
  value: string,
): Set<string> {
  const days = new Set<string>();
  for (const anomaly of stored) {
    const isSame = anomaly.dimension === dimension && anomaly.value === value;
    if (!isSame || anomaly.feedback?.value !== 'planned') continue;
    for (let day = anomaly.from; day <= anomaly.to; day = addDays(day, 1)) {
      days.add(day);
    }
  }
  return days;
}

function storedOf(
  fact: AnomalyFacts,
  context: {
    currency: string;
    owner: string;
    stored: readonly StoredAnomaly[];
  },
): StoredAnomaly {
  const { scope, from, to, sign, actual, expected, impact, ratio, score } =
    fact;
  const { currency, owner, stored } = context;
  const before = stored.find(
    each =>
      each.dimension === scope.dimension &&
      each.value === scope.value &&
      each.sign === sign &&
      each.from <= to &&
      each.to >= from,
  );
  return {
    id:
      before?.id ?? idOf([currency, scope.dimension, scope.value, sign, from]),
    currency,
    ...scope,
    owner,
    from,
    to,
    sign,
    actual: formatDecimal(actual),
    expected: formatDecimal(expected),
    impact: formatDecimal(impact),
    ...(ratio !== undefined && { ratio }),
    score,
  };
}

function idOf(parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts));
  return `anomaly-${hash.digest('hex').slice(0, 12)}`;
}
