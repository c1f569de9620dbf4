import { NotFoundError } from '@backstage/errors';
import {
  Decimal,
  formatDecimal,
  groupBy,
  parseDecimal,
} from '@textloom/kernel';
import {
  addDays,
  AnomalyView,
  CostFilters,
  CostMarker,
  daysBetween,
  Dimension,
} from '@textloom/plugin-costs-common';
import { Caller } from '../CostsService';
import { largestFirst, sumOf } from '../figures';
import { Inquiry, isEmpty, Span, USAGE } from '../Inquiry';
import {
  CatalogOwners,
  Change,
  ChangeSource,
  CostsStore,
  EntryGroup,
  StoredAnomaly,
} from '../ports';
import { EXPECTED_WEEKS, expectedDays } from './expectedDays';

/** Hours before the first day in which a change may have been the cause. */
const CAUSE_DAYS = 2;
/** Days before and after that are drawn. */
const DAYS_BEFORE = 28;
const DAYS_AFTER = 7;
const MOST_WEIGHTY = 3;
const MOST_CAUSES = 5;
const MOST_DRIVERS = 5;

/** Fees of vendors come on known days and are not behaviour. */
export const ANOMALY_LAYERS: Record<StoredAnomaly['dimension'], CostFilters> = {
  component: { layer: ['attributed'] },
  service: {
    layer: [
      'attributed',
      'idle',
      'shared',
      'mesh',
      'unused-commitment',
      'untagged',
    ],
  },
};

/** What is looked at for anomalies of a scope; the review asks the same. */
function anomalyFilters({
  dimension,
  value,
}: Pick<StoredAnomaly, 'dimension' | 'value'>): CostFilters {
  return { ...USAGE, ...ANOMALY_LAYERS[dimension], [dimension]: [value] };
}

/** By what an anomaly is taken apart. */
const DRIVERS: Record<StoredAnomaly['dimension'], readonly Dimension[]> = {
  component: ['skuMeter', 'service', 'environment', 'nodeGroup'],
  service: ['component', 'skuMeter', 'environment', 'nodeGroup'],
};

/** Which anomalies, and how many: of more the largest. */
interface Wanted {
  only?: (anomaly: StoredAnomaly) => boolean;
  most?: number;
}

/** Anomalies with what carries them and what changed just before. */
export class AnomalyPages {
  readonly #options: {
    store: Pick<CostsStore, 'anomalies'>;
    changes: ChangeSource;
    catalog: Pick<CatalogOwners, 'owners'>;
  };

  constructor(options: {
    store: Pick<CostsStore, 'anomalies'>;
    changes: ChangeSource;
    catalog: Pick<CatalogOwners, 'owners'>;
  }) {
    this.#options = options;
  }

  /** What the caller may see: all, or those of components whose owners they are. Open ones first, then the newest. */
  async list(
    { credentials }: Caller,
    inquiry: Inquiry,
    { only = () => true, most = Infinity }: Wanted = {},
  ): Promise<AnomalyView[]> {
    const stored = await this.#options.store.anomalies(inquiry.currency);
    const known = stored.filter(
      anomaly =>
        !anomaly.withdrawn && mayKnowAnomaly(inquiry, anomaly) && only(anomaly),
    );
    const shown =
      known.length > most
        ? largestFirst(known, ({ id, impact }) => ({
            amount: parseDecimal(impact) ?? 0n,
            key: id,
          })).slice(0, most)
        : known;
    if (shown.length === 0) {
      return [];
    }
    const first = shown.reduce(
      (day, { from }) => (from < day ? from : day),
      inquiry.today,
    );
    const changes = await this.#changes(credentials, inquiry, {
      from: addDays(first, -CAUSE_DAYS),
      to: inquiry.today,
    });
    const views = await Promise.all(
      shown.map(anomaly => viewOf(inquiry, anomaly, changes)),
    );
    return views.sort(openFirst);
  }

  /** @throws NotFoundError also for what the caller may not see: that it is there would tell of it. */
  async one(
    caller: Caller,
    inquiry: Inquiry,
    id: string,
  ): Promise<AnomalyView> {
    const [view] = await this.list(caller, inquiry, {
      only: each => each.id === id,
      most: 1,
    });
    if (!view) {
      throw new NotFoundError(`There is no anomaly ${id}`);
    }
    return view;
  }

  /** Those that are open or reach into days since then, the few that weigh most. */
  async weightiest(
    caller: Caller,
    inquiry: Inquiry,
    since: string,
  ): Promise<AnomalyView[]> {
    const views = await this.list(caller, inquiry, {
      only: ({ to, feedback }) =>
        (to >= since || to >= (inquiry.billedTo ?? '')) &&
        feedback?.value !== 'not-anomaly',
      most: MOST_WEIGHTY,
    });
    return largestFirst(views, ({ id, impact }) => ({
      amount: parseDecimal(impact) ?? 0n,
      key: id,
    }));
  }

  /** Changes of days, for a chart; of the caller's own components where they see their own. */
  markers(
    { credentials }: Caller,
    inquiry: Inquiry,
    span: Span,
  ): Promise<CostMarker[]> {
    return this.#changes(credentials, inquiry, span);
  }

  async #changes(
    credentials: Caller['credentials'],
    inquiry: Inquiry,
    { from, to }: Span,
  ): Promise<Change[]> {
    if (isEmpty({ from, to })) {
      return [];
    }
    const changes = await this.#options.changes.changes(from, to, credentials);
    if (inquiry.seesAll) {
      return changes;
    }
    const owners = await this.#options.catalog.owners();
    return changes.filter(({ component = '' }) =>
      inquiry.mayKnow(owners.get(component)?.owner ?? ''),
    );
  }
}

/** Anomalies of a service are of many owners. */
function mayKnowAnomaly(
  inquiry: Inquiry,
  { dimension, owner }: StoredAnomaly,
): boolean {
  return (
    inquiry.seesAll || (dimension === 'component' && inquiry.mayKnow(owner))
  );
}

function openFirst(a: AnomalyView, b: AnomalyView): number {
  if (a.state !== b.state) return a.state === 'open' ? -1 : 1;
  if (a.from !== b.from) return a.from > b.from ? -1 : 1;
  return b.score - a.score;
}

async function viewOf(
  inquiry: Inquiry,
  anomaly: StoredAnomaly,
  changes: readonly Change[],
): Promise<AnomalyView> {
  const { currency: _currency, withdrawn: _withdrawn, ...facts } = anomaly;
  const { span, billedTo = '' } = inquiry;
  const first = addDays(anomaly.from, -DAYS_BEFORE);
  const last = addDays(anomaly.to, DAYS_AFTER);
  const history = addDays(first, -7 * EXPECTED_WEEKS);
  const known = {
    from: history > span.from ? history : span.from,
    to: last < span.to ? last : span.to,
  };
  const [drivers, days] = await Promise.all([
    inquiry.memo(['drivers', anomaly.id, anomaly.from, anomaly.to], () =>
      driversOf(inquiry, anomaly),
    ),
    inquiry.days(known, anomalyFilters(anomaly)),
  ]);
  return {
    ...facts,
    state: anomaly.to >= billedTo ? 'open' : 'ended',
    causes: causesOf(anomaly, changes),
    drivers,
    series: expectedDays(days)
      .filter(({ day }) => day >= first)
      .map(({ day, amount, expected }) => ({
        day,
        amount: formatDecimal(amount),
        ...(expected !== undefined && { expected: formatDecimal(expected) }),
      })),
  };
}

/** Changes of the two days before and of the first day: of the same component first, then the nearest. */
function causesOf(
  { dimension, value, from }: StoredAnomaly,
  changes: readonly Change[],
): CostMarker[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  const isSame = ({ component }: Change) =>
    dimension === 'component' && component === value;
  const distance = ({ at }: Change) => Math.abs(Date.parse(at) - start);
  return changes
    .filter(({ at }) => {
      const day = at.slice(0, 10);
      return day >= addDays(from, -CAUSE_DAYS) && day <= from;
    })
    .sort(
      (a, b) =>
        Number(isSame(b)) - Number(isSame(a)) || distance(a) - distance(b),
    )
    .slice(0, MOST_CAUSES);
}

/**
 * Which parts carry the impact: what each cost on the days of the anomaly less what it cost on as many days at the mean
 * of the four weeks before.
 */
async function driversOf(
  inquiry: Inquiry,
  anomaly: StoredAnomaly,
): Promise<AnomalyView['drivers']> {
  const { from, to } = anomaly;
  const filters = anomalyFilters(anomaly);
  const first = addDays(from, -DAYS_BEFORE);
  const start = first > inquiry.span.from ? first : inquiry.span.from;
  const days = BigInt(daysBetween(from, to) + 1);
  const past = BigInt(Math.max(1, daysBetween(start, from)));
  const dimensions = DRIVERS[anomaly.dimension];
  const groups = await inquiry.groups({
    from: start,
    to,
    grain: 'day',
    groupBy: dimensions,
    filters,
  });
  const found = dimensions.flatMap((dimension, index) =>
    [...groupBy(groups, ({ keys }) => keys[index])]
      .filter(([value]) => value !== '')
      .map(([value, own]) => ({
        dimension,
        value,
        impact: impactOf(own, from, { days, past }),
      })),
  );
  const isSameSign = ({ impact }: { impact: bigint }) =>
    anomaly.sign === 'up' ? impact > 0n : impact < 0n;
  return largestFirst(
    found.filter(isSameSign),
    ({ dimension, value, impact }) => ({
      amount: impact,
      key: `${DRIVERS[anomaly.dimension].indexOf(dimension)} ${value}`,
    }),
  )
    .slice(0, MOST_DRIVERS)
    .map(driver => ({ ...driver, impact: formatDecimal(driver.impact) }));
}

/** What the days from one on cost more than as many days at the mean of those before. */
function impactOf(
  groups: readonly EntryGroup[],
  from: string,
  { days, past }: { days: bigint; past: bigint },
): Decimal {
  const sum = (isIn: (day: string) => boolean) =>
    sumOf(groups.filter(({ bucket }) => isIn(bucket))).effective;
  const before = sum(day => day < from);
  return sum(day => day >= from) - (before * days) / past;
}
