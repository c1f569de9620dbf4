import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDecimal } from '@textloom/kernel';
import { PlatformSettings } from '../terraform/settings';
import { against, compare } from './compare';
import { costsOf } from './costsOf';
import { unpricedIn } from './estimate';
import { estimateSettings } from './estimateSettings';
import { machinePrice, PRICED_REGIONS, priceOf, SPOT_SHARE } from './prices';
import { estimateSeed, SEED_ESTATE } from './seedEstate';

const REGION = 'ap-southeast-1';

const seed = (changed: Partial<PlatformSettings> = {}): PlatformSettings => ({
  ...SEED_ESTATE,
  region: REGION,
  backup_region: 'ap-northeast-1',
  ...changed,
});

const lineOf = (settings: PlatformSettings, item: string, name?: string) =>
  estimateSettings(settings).lines.find(
    line => line.item === item && (name === undefined || line.name === name),
  );

it('prices the estate of the architecture document, line by line', () => {
  const { lines, monthly, currency } = estimateSeed(REGION);
  expect(
    lines.map(({ item, name, quantity, price, monthly: amount }) =>
      [item, name, quantity, price, amount].join(' '),
    ),
  ).toEqual([
    'cluster  730 0.1 73',
    'nodes compute c5.2xlarge 3650 0.392 1430.8',
    'nodes high-performance c5.9xlarge 2190 1.764 3863.16',
    'nodes system t3.medium 2190 0.0528 115.63',
    'nodes worker c5.4xlarge 7300 0.784 5723.2',
    'node-disks gp3 3250 0.096 312',
    'database db.r5.2xlarge 1460 1.2 1752',
    'database-replicas db.r5.xlarge 1460 0.6 876',
    'database-storage gp3 2000 0.138 276',
    'object-storage  10000 0.025 250',
    'file-storage  200 0.36 72',
    'nat-gateways  2190 0.059 129.21',
    'addresses  2190 0.005 10.95',
    'load-balancers  730 0.0252 18.4',
    'endpoints  28470 0.013 370.11',
    'keys  10 1 10',
    'firewalls  1 5 5',
    'dns-zones  1 0.5 0.5',
    'usage    ',
  ]);
  // 73 + 1430.80 + 3863.16 + 115.63 + 5723.20 + 312 + 1752 + 876 + 276 + 250 + 72 + 129.21 + 10.95 + 18.40 + 370.11 + 15.50
  expect(monthly).toBe('15287.96');
  expect(currency).toBe('USD');
});

it('says how each line comes about', () => {
  expect(lineOf(seed(), 'nodes', 'worker c5.4xlarge')?.how).toBe(
    '10 × 730 h × 0.784',
  );
  expect(lineOf(seed(), 'database')?.how).toBe(
    '1 × 2 (Multi-AZ) × 730 h × 1.2',
  );
  expect(lineOf(seed(), 'database-storage')?.how).toBe(
    '(500 GiB + 500 GiB + 500 GiB × 2 (Multi-AZ)) × 0.138',
  );
  expect(lineOf(seed(), 'node-disks')?.how).toBe(
    '(10 × 200 GiB + 3 × 200 GiB + 3 × 50 GiB + 5 × 100 GiB) × 0.096',
  );
});

it('takes a share of the price for Spot, and says so', () => {
  const worker = {
    ...SEED_ESTATE.node_groups.worker,
    capacity_type: 'SPOT' as const,
  };
  expect(
    lineOf(seed({ node_groups: { worker } }), 'nodes', 'worker c5.4xlarge'),
  ).toMatchObject({
    price: '0.32928',
    monthly: '2403.74',
    how: '10 × 730 h × 0.784 × 0.42 (Spot)',
  });
});

it('pays for nodes and their disks only while they are awake; the system group always is', () => {
  const asleep = seed({
    off_hours: {
      enabled: true,
      start: '0 20 * * MON-FRI',
      stop: '0 8 * * MON-FRI',
    },
  });
  expect(lineOf(asleep, 'nodes', 'worker c5.4xlarge')).toMatchObject({
    quantity: '2607.142857142857',
    how: '10 × 730 h × 60/168 × 0.784',
  });
  expect(lineOf(asleep, 'nodes', 'system t3.medium')?.quantity).toBe('2190');
  expect(lineOf(asleep, 'node-disks')).toMatchObject({
    quantity: '1257',
    how: '(179 GiB + 214 GiB + 3 × 50 GiB + 714 GiB) × 0.096',
  });
});

it('does not price what is not in the table, and never takes it for free', () => {
  const graviton = seed({
    node_groups: {
      worker: { ...SEED_ESTATE.node_groups.worker, instance_type: 'c7g.large' },
    },
    cloudhsm: true,
  });
  const line = lineOf(graviton, 'nodes');
  expect(line).toEqual({
    item: 'nodes',
    name: 'worker c7g.large',
    quantity: '7300',
    unit: 'hours',
    how: '10 × 730 h',
  });
  expect(lineOf(graviton, 'hsm')).not.toHaveProperty('monthly');
  expect(lineOf({ ...graviton, region: 'us-east-1' }, 'hsm')?.monthly).toBe(
    '2336',
  );
  // The nodes, the modules, and what only use tells.
  expect(unpricedIn(estimateSettings(graviton))).toBe(3);
});

it('prices a cache by its nodes', () => {
  const cached = seed({
    elasticache: { ...SEED_ESTATE.elasticache, enabled: true },
  });
  expect(lineOf(cached, 'cache')).toMatchObject({
    quantity: '4380',
    price: '0.494',
  });
});

it('knows nothing of a region that is not in the table', () => {
  const far = seed({ region: 'sa-east-1' });
  const { lines } = estimateSettings(far);
  expect(lines.filter(({ monthly }) => monthly !== undefined)).toEqual([]);
  const costs = costsOf([far, seed({ environment: 'dev' })]);
  expect(costs?.environments.map(({ monthly }) => monthly)).toEqual([
    estimateSettings(seed({ environment: 'dev' })).monthly,
    undefined,
  ]);
  expect(costs).not.toHaveProperty('total');
  expect(costsOf([])).toBeUndefined();
});

it('holds environments against the document and against their budgets, and adds them up', () => {
  const costs = costsOf([
    seed(),
    seed({ environment: 'dev', nat_gateways: 1, monthly_budget_usd: 15_000 }),
  ]);
  const [dev, prod] = costs?.environments ?? [];
  expect([dev.environment, prod.environment]).toEqual(['dev', 'prod']);
  expect(prod.seed).toEqual({ against: '15287.96', difference: '0' });
  expect(prod.budget).toEqual({ against: '30000', difference: '-14712.04' });
  // Two ways out with their addresses, and the key for copies elsewhere.
  expect(dev.seed?.difference).toBe('-94.44');
  expect(costs?.total).toEqual({
    monthly: '30481.48',
    unpriced: 2,
    seed: { against: '15287.96', difference: '15193.52' },
    budget: { against: '45000', difference: '-14518.52' },
  });
});

it('compares exactly', () => {
  const estimate = estimateSeed(REGION);
  expect(compare(estimate, estimate).difference).toBe('0');
  expect(against({ monthly: '0.1' }, '0.3').difference).toBe('-0.2');
});

it('has every price of every region', () => {
  for (const region of PRICED_REGIONS) {
    for (const type of [
      't3.medium',
      'c5.9xlarge',
      'db.r5.2xlarge',
      'cache.r6g.large',
    ]) {
      expect(machinePrice(region, type)).toBeGreaterThan(0n);
    }
  }
  expect(machinePrice(REGION, 'c5.metal')).toBeUndefined();
  expect(machinePrice(REGION, 'constructor.large')).toBeUndefined();
  expect(machinePrice('__proto__', 'c5.large')).toBeUndefined();
});

describe('beside the bill of the sandbox', () => {
  const text = readFileSync(
    join(__dirname, '../../../../../packages/sandbox/src/billing/prices.ts'),
    'utf8',
  );
  const billed = (name: string) =>
    new RegExp(`(?:'${name}'|\\b${name}): '([\\d.]+)'`).exec(text)?.[1];

  it.each([
    ['eksClusterHour', priceOf(REGION, 'cluster')],
    ['gp3GbMonth', priceOf(REGION, 'gp3')],
    ['idleAddressHour', priceOf(REGION, 'address')],
    ['natHour', priceOf(REGION, 'nat')],
    ['efsGbMonth', priceOf(REGION, 'files')],
    ['rds2xlHour', machinePrice(REGION, 'db.r5.2xlarge')],
    ['rdsXlHour', machinePrice(REGION, 'db.r5.xlarge')],
    ['rdsGp3GbMonth', priceOf(REGION, 'databaseStorage')],
    ['s3StandardGbMonth', priceOf(REGION, 'objects')],
    ['hostedZone', priceOf(REGION, 'zone')],
    ['webAclMonth', priceOf(REGION, 'firewall')],
    ['balancerHour', priceOf(REGION, 'balancer')],
    ['keyMonth', priceOf(REGION, 'key')],
    ['t3\\.medium', machinePrice(REGION, 't3.medium')],
    ['c5\\.2xlarge', machinePrice(REGION, 'c5.2xlarge')],
    ['c5\\.4xlarge', machinePrice(REGION, 'c5.4xlarge')],
    ['c5\\.9xlarge', machinePrice(REGION, 'c5.9xlarge')],
  ])('has the same price of %s', (name, price) => {
    expect(formatDecimal(price!)).toBe(billed(name));
  });

  it('takes the same share for Spot', () => {
    expect(/SPOT_SHARE = ([\d.]+)/.exec(text)?.[1]).toBe(SPOT_SHARE);
  });
});
