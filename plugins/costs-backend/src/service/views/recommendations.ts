import { sumDecimals, formatDecimal, parseDecimal } from '@textloom/kernel';
import {
  Contract,
  DEFAULT_THRESHOLD,
  Dimension,
  PricingCategory,
  recommend,
  Recommendation,
  RecommendationFacts,
} from '@textloom/plugin-costs-common';
import { Inquiry, isEmpty, lastDays, Span, USAGE } from '../Inquiry';
import { CatalogOwners } from '../ports';
import { COMMITTABLE, HOURS } from './commitments';
import { contractStatuses } from './contracts';

const BASIS_DAYS = 30;
const GB_MONTHS = ['GB-Mo', 'GB-Months', 'GB-Month'];
const GB = ['GB', 'GigaBytes'];
const OBJECT_STORES = ['Amazon Simple Storage Service'];
const COMPONENTS = { layer: ['attributed'] };

/** What recommendations are made of besides the bill. */
interface RecommendationSources {
  catalog: CatalogOwners;
  contracts: readonly Contract[];
  nonProduction: readonly string[];
  /** Looks after what has no other owner, and decides on commitments. */
  platformGroup: string;
}

/**
 * What is worth doing next, the largest saving first. Worked out from everybody's costs once for a data version; the
 * caller gets those of their own.
 */
export async function recommendations(
  inquiry: Inquiry,
  sources: RecommendationSources,
): Promise<Recommendation[]> {
  const all = inquiry.ofAll();
  const found = await all.memo(['recommendations'], async () =>
    isEmpty(all.span) ? [] : recommend(await factsOf(all, sources)),
  );
  return found.filter(({ owner }) => inquiry.mayKnow(owner));
}

/** Sum of what they save a month. */
export function savingOf(found: readonly Recommendation[]): string {
  return formatDecimal(
    sumDecimals(found.map(each => parseDecimal(each.monthlySaving) ?? 0n)),
  );
}

async function factsOf(
  inquiry: Inquiry,
  sources: RecommendationSources,
): Promise<RecommendationFacts> {
  const basis = lastDays(inquiry.span, BASIS_DAYS);
  const owners = new Map(await sources.catalog.owners());
  const ownerOf = (ref: string) =>
    owners.get(ref)?.owner || sources.platformGroup;
  const [nodes, steady, committed, storage, transfer, contracts] =
    await Promise.all([
      nodesOf(inquiry, basis),
      steadyOf(inquiry, basis),
      committedOf(inquiry, basis),
      storageOf(inquiry, basis),
      transferOf(inquiry, basis),
      contractStatuses(inquiry, sources.contracts),
    ]);
  const names = [...new Set(nodes.map(({ nodeGroup }) => nodeGroup))];
  return {
    currency: inquiry.currency,
    basis,
    nonProduction: sources.nonProduction,
    threshold: DEFAULT_THRESHOLD,
    platformOwner: sources.platformGroup,
    nodes,
    nodeGroups: names.map(nodeGroup => ({
      nodeGroup,
      owner: ownerOf(`resource:default/${nodeGroup.replace('/', '.')}`),
      // Bounds of a group are not in a bill; one node stays in any case.
      minimumNodes: 1,
    })),
    steady,
    committed,
    storage,
    // Neither objects nor reads of a bucket are in a bill: the arithmetic says what it assumes.
    buckets: [],
    transfer,
    // The clusters plugin knows requests of pods, and not what each has used at most.
    workloads: [],
    contracts,
  };
}

function ask(
  inquiry: Inquiry,
  basis: Span,
  groupBy: readonly Dimension[],
  filters: object,
  grain: 'day' | 'total' = 'total',
) {
  const question = { ...basis, grain, groupBy };
  return inquiry.groups({ ...question, filters: { ...USAGE, ...filters } });
}

async function nodesOf(
  inquiry: Inquiry,
  basis: Span,
): Promise<RecommendationFacts['nodes']> {
  const groups = await ask(
    inquiry,
    basis,
    ['nodeGroup', 'environment', 'pricingCategory', 'skuMeter'],
    { unit: HOURS },
  );
  return groups
    .filter(({ keys: [nodeGroup] }) => nodeGroup !== '')
    .map(({ keys: [nodeGroup, environment, pricing, meter], ...sums }) => ({
      nodeGroup,
      environment,
      pricingCategory: pricing as PricingCategory | '',
      skuMeter: meter,
      costs: sums.costs,
      quantity: sums.quantity,
    }));
}

async function steadyOf(
  inquiry: Inquiry,
  basis: Span,
): Promise<RecommendationFacts['steady']> {
  const groups = await ask(
    inquiry,
    basis,
    ['service', 'nodeGroup'],
    { ...COMMITTABLE, pricingCategory: ['Standard'] },
    'day',
  );
  return groups.map(({ bucket, keys: [service, nodeGroup], costs }) => ({
    day: bucket,
    amount: costs.effective,
    service,
    nodeGroup,
  }));
}

async function committedOf(
  inquiry: Inquiry,
  basis: Span,
): Promise<RecommendationFacts['committed']> {
  const groups = await ask(inquiry, basis, ['service'], {
    pricingCategory: ['Committed'],
    commitmentStatus: ['Used'],
  });
  return groups.map(({ keys: [service], costs }) => ({ service, costs }));
}

async function storageOf(
  inquiry: Inquiry,
  basis: Span,
): Promise<RecommendationFacts['storage']> {
  const groups = await ask(
    inquiry,
    basis,
    ['resource', 'owner', 'component', 'environment', 'skuMeter'],
    { ...COMPONENTS, service: OBJECT_STORES, unit: GB_MONTHS },
  );
  return groups.map(({ keys, costs, quantity }) => {
    const [resource, owner, component, environment, skuMeter] = keys;
    const place = { resource, owner, component, environment, skuMeter };
    return { ...place, costs, quantity };
  });
}

async function transferOf(
  inquiry: Inquiry,
  basis: Span,
): Promise<RecommendationFacts['transfer']> {
  const groups = await ask(
    inquiry,
    basis,
    ['component', 'owner', 'environment', 'skuMeter'],
    { ...COMPONENTS, serviceCategory: ['Networking'], unit: GB },
  );
  return groups.map(({ keys, costs, quantity }) => {
    const [component, owner, environment, skuMeter] = keys;
    return { component, owner, environment, skuMeter, costs, quantity };
  });
}
