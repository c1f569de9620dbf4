import { isCacheType, isDatabaseClass, isInstanceType } from './instanceTypes';
import { nameLimitsOf, nameProblem, platformNameProblem } from './names';
import { isRegion } from './regions';
import { readSettings } from './settings';

it('knows the types of the estate, and none that AWS does not have', () => {
  expect(
    ['t3.medium', 'c5.2xlarge', 'c5.9xlarge', 'u-6tb1.metal'].map(
      isInstanceType,
    ),
  ).toEqual([true, true, true, true]);
  expect(
    [
      'c5.3xlarge',
      'c5',
      'c5.2xlarge.x',
      '',
      'toString.large',
      'c4.9xlarge',
    ].map(isInstanceType),
  ).toEqual([false, false, false, false, false, false]);
  expect(['db.r5.2xlarge', 'db.t4g.medium'].every(isDatabaseClass)).toBe(true);
  expect(
    ['db.c5.large', 'r5.large', 'db.r5.metal', 'cache.r5.large'].some(
      isDatabaseClass,
    ),
  ).toBe(false);
  expect(isCacheType('cache.r6g.xlarge')).toBe(true);
  expect(['cache.c5.large', 'cache.r6g'].some(isCacheType)).toBe(false);
  expect(['ap-southeast-1', 'us-gov-west-1'].every(isRegion)).toBe(true);
  expect(['ap-southeast-9', 'ap-southeast-1a', ''].some(isRegion)).toBe(false);
});

it.each([
  ['aws_lb', 'name', 'a'.repeat(32), undefined],
  ['aws_lb', 'name', 'a'.repeat(33), '33 > 32'],
  ['aws_lb', 'name', 'internal-shop', expect.stringContaining('internal')],
  ['aws_s3_bucket', 'bucket', 'ab', '2 < 3'],
  ['aws_s3_bucket', 'bucket', 'Shop', expect.stringContaining('a-z0-9')],
  ['aws_s3_bucket', 'bucket', 'shop.media-1', undefined],
  ['aws_db_instance', 'identifier', 'shop-', expect.anything()],
  ['aws_iam_role', 'name', 'r'.repeat(65), '65 > 64'],
  ['aws_kms_alias', 'name', 'alias/aws/shop', expect.anything()],
  [
    'aws_elasticache_replication_group',
    'replication_group_id',
    'c'.repeat(41),
    '41 > 40',
  ],
])('%s.%s = %s: %s', (type, attribute, name, problem) => {
  const limit = nameLimitsOf(type).find(each => each.attribute === attribute)!;
  expect(nameProblem(name, limit)).toEqual(problem);
});

it('leaves room for the shortest of the names that are made of that of a platform', () => {
  expect(platformNameProblem(`${'a'.repeat(24)}-staging`)).toBeUndefined();
  expect(platformNameProblem(`${'a'.repeat(25)}-staging`)).toBe('33 > 32');
  expect(platformNameProblem('9-prod')).toBeDefined();
  expect(nameLimitsOf('toString')).toEqual([]);
});

it('names each setting that does not fit, whatever the settings are', () => {
  for (const value of [undefined, null, [], 'x', {}]) {
    const { settings, problems } = readSettings(value);
    expect(settings).toBeUndefined();
    expect(problems.map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['region', 'database.replicas', 'node_groups']),
    );
  }
  expect(
    readSettings({ node_groups: { a: { min: 1.5 } } })
      .problems.map(({ path, wanted }) => `${path.join('.')}: ${wanted}`)
      .filter(text => text.startsWith('node_groups.a')),
  ).toEqual([
    'node_groups.a.instance_type: a text',
    'node_groups.a.min: a whole number of at least 0',
    'node_groups.a.desired: a whole number of at least 0',
    'node_groups.a.max: a whole number of at least 1',
    'node_groups.a.capacity_type: ON_DEMAND or SPOT',
    'node_groups.a.disk_gib: a whole number of at least 1',
  ]);
});
