import { ServiceUnavailableError } from '@backstage/errors';
import {
  addMonths,
  firstDayOf,
  monthOf,
  UnitCost,
  unitCostOf,
} from '@textloom/plugin-costs-common';
import { UnitDefinition } from '../../config';
import { Inquiry, isEmpty, Span } from '../Inquiry';
import { CatalogOwners, UnitSource } from '../ports';

const MONTHS = 13;

/** What is counted, and where the counts come from. */
export interface UnitFacts {
  catalog: Pick<CatalogOwners, 'owners'>;
  units?: { source: UnitSource; definitions: readonly UnitDefinition[] };
}

/**
 * Cost per unit of what the product makes. Who sees their own alone sees those whose whole numerator is theirs: of any
 * other the rest would tell what others cost.
 * @throws ServiceUnavailableError when the counts cannot be read
 */
export async function unitCosts(
  inquiry: Inquiry,
  facts: UnitFacts,
): Promise<UnitCost[]> {
  const { span } = inquiry;
  if (!facts.units || isEmpty(span)) {
    return [];
  }
  const { source, definitions } = facts.units;
  const owners = inquiry.seesAll ? undefined : await facts.catalog.owners();
  const shown = definitions.filter(
    ({ components }) =>
      !owners ||
      components.every(ref => inquiry.mayKnow(owners.get(ref)?.owner ?? '')),
  );
  const from = firstDayOf(addMonths(monthOf(span.to), 1 - MONTHS));
  const recent = { from: from > span.from ? from : span.from, to: span.to };
  return Promise.all(
    shown.map(definition => unitCost(inquiry, definition, source, recent)),
  );
}

async function unitCost(
  inquiry: Inquiry,
  { id, title, per, metric, components, environments }: UnitDefinition,
  source: UnitSource,
  span: Span,
): Promise<UnitCost> {
  const filters = {
    component: components,
    ...(environments.length > 0 && { environment: environments }),
  };
  const [costs, counts] = await Promise.all([
    inquiry.days(span, filters),
    source.counts(metric, span.from, span.to).catch(error => {
      throw new ServiceUnavailableError(`Units are not counted: ${error}`);
    }),
  ]);
  const basis = Object.entries(filters).map(([dimension, values]) => ({
    dimension,
    values,
  }));
  return unitCostOf({ id, title, per, basis }, costs, counts, monthOf(span.to));
}
