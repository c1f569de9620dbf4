import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { formatDecimal } from '@textloom/kernel';
import {
  AnomalyView,
  CostFilters,
  EntityCostView,
  Recommendation,
  UnitCost,
} from '@textloom/plugin-costs-common';
import { largestFirst } from '../figures';
import { forecastOf } from '../forecasting';
import { monthAsked, monthBefore, monthSpan } from '../Inquiries';
import { Inquiry, isEmpty, lastDays } from '../Inquiry';
import { CatalogOwners } from '../ports';

const DAYS = 90;

/** Dimension that a kind of entity is a value of. */
const DIMENSION_OF: Record<string, keyof CostFilters> = {
  component: 'component',
  resource: 'component',
  system: 'system',
  group: 'owner',
};

/** What else a page of an entity shows, already restricted to the caller. */
interface EntityParts {
  units: readonly UnitCost[];
  anomalies: (component: string) => Promise<AnomalyView[]>;
  recommendations: readonly Recommendation[];
}

/**
 * What an entity costs.
 * @throws NotFoundError for what the catalog does not know, or what cannot cost anything; NotAllowedError when the
 * caller sees their own, and this is not.
 */
export async function entityCosts(
  inquiry: Inquiry,
  entity: string,
  facts: { catalog: CatalogOwners; parts: () => Promise<EntityParts> },
): Promise<Omit<EntityCostView, 'strip' | 'names'>> {
  const filters = await filtersOf(inquiry, entity, facts.catalog);
  const month = monthAsked(inquiry);
  const span = monthSpan(inquiry, month);
  const before = monthBefore(span);
  const hasBefore = !isEmpty(span) && before.from >= inquiry.span.from;
  const drawn = isEmpty(inquiry.span)
    ? inquiry.span
    : lastDays(inquiry.span, DAYS);
  const [sum, previous, forecast, days, environments, parts] =
    await Promise.all([
      inquiry.total(span, filters),
      hasBefore ? inquiry.total(before, filters) : undefined,
      forecastOf(inquiry, filters, month),
      inquiry.days(drawn, filters),
      inquiry.groups({ ...span, groupBy: ['environment'], filters }),
      facts.parts(),
    ]);
  const unit = parts.units.find(({ basis }) =>
    basis.some(({ values }) => values.includes(entity)),
  );
  return {
    entity,
    month,
    monthToDate: formatDecimal(sum.effective),
    ...(previous && { previous: formatDecimal(previous.effective) }),
    ...(forecast && { forecast: formatDecimal(forecast.total) }),
    daily: days.map(({ day, amount }) => ({
      day,
      amount: formatDecimal(amount),
    })),
    environments: largestFirst(environments, ({ keys: [key], costs }) => ({
      amount: costs.effective,
      key,
    })).map(({ keys: [environment], costs }) => ({
      environment,
      cost: formatDecimal(costs.effective),
    })),
    ...(unit && { unit }),
    anomalies: await parts.anomalies(entity),
    recommendations: parts.recommendations.filter(
      ({ component }) => component === entity,
    ),
  };
}

async function filtersOf(
  inquiry: Inquiry,
  entity: string,
  catalog: CatalogOwners,
): Promise<CostFilters> {
  const [kind] = entity.split(':');
  const known = await catalog.find(entity);
  const dimension = Object.hasOwn(DIMENSION_OF, kind) && DIMENSION_OF[kind];
  if (!known || !dimension) {
    throw new NotFoundError(`There are no costs of ${entity}`);
  }
  const owner = kind === 'group' ? entity : known.owner;
  if (kind !== 'system' && !inquiry.mayKnow(owner)) {
    const who = owner
      ? `${owner} owns them and can add you`
      : 'nobody owns them, so they are shown to those who see all';
    throw new NotAllowedError(
      `You cannot see costs of ${known.title}. Costs follow ownership; ${who}.`,
    );
  }
  return { [dimension]: [entity] };
}
