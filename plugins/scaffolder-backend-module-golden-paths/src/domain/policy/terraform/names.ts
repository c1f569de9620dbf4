import {
  isCacheType,
  isDatabaseClass,
  isInstanceType,
  isRegion,
  nameLimitsOf,
  nameProblem,
  ofType,
  read,
  Resource,
  textOf,
  valueAt,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { Broken, Estate, TerraformCheck } from './types';

/** Tags by which costs and owners are found; the first is that of the policy of costs. */
export const REQUIRED_TAGS = [
  'textloom:environment',
  'textloom:owner',
  'textloom:cost-center',
];

/** Where machines may be taken back. */
const SPOT_IN = new Set(['dev', 'test']);

const TYPES: readonly [
  type: string,
  attribute: string,
  known: (name: string) => boolean,
][] = [
  ['aws_eks_node_group', 'instance_types', isInstanceType],
  ['aws_launch_template', 'instance_type', isInstanceType],
  ['aws_instance', 'instance_type', isInstanceType],
  ['aws_db_instance', 'instance_class', isDatabaseClass],
  ['aws_elasticache_replication_group', 'node_type', isCacheType],
];

/** What AWS would refuse, and what belongs to nobody. */
export const checkNames: TerraformCheck = estate => [
  ...estate.resources.flatMap(limits),
  ...types(estate),
  ...spot(estate),
  ...estate.resources.flatMap(tags),
  ...ofType(estate.resources, 'provider.aws')
    .filter(provider => {
      const region = textOf(provider, 'region');
      return region !== undefined && !isRegion(region);
    })
    .map(resource => ({
      rule: 'region-unknown' as const,
      resource,
      attribute: 'region',
      detail: textOf(resource, 'region'),
    })),
];

function limits(resource: Resource): Broken[] {
  return nameLimitsOf(resource.type).flatMap(limit => {
    const name = textOf(resource, limit.attribute);
    const problem = name && nameProblem(name, limit);
    return problem
      ? [
          {
            rule: 'name-beyond-limits' as const,
            resource,
            attribute: limit.attribute,
            detail: `${name}, ${problem}`,
          },
        ]
      : [];
  });
}

function types({ resources }: Estate): Broken[] {
  return TYPES.flatMap(([type, attribute, known]) =>
    ofType(resources, type).flatMap(resource =>
      [valueAt(resource, attribute)]
        .flat()
        .filter(
          (name): name is string => typeof name === 'string' && !known(name),
        )
        .map(detail => ({
          rule: 'instance-type-unknown' as const,
          resource,
          attribute,
          detail,
        })),
    ),
  );
}

function spot({ resources }: Estate): Broken[] {
  const markets: readonly [string, readonly (string | number)[], string][] = [
    ['aws_eks_node_group', ['capacity_type'], 'SPOT'],
    [
      'aws_launch_template',
      ['instance_market_options', 0, 'market_type'],
      'spot',
    ],
    ['aws_instance', ['instance_market_options', 0, 'market_type'], 'spot'],
  ];
  return markets.flatMap(([type, path, word]) =>
    ofType(resources, type)
      .filter(
        resource =>
          textOf(resource, ...path) === word &&
          !SPOT_IN.has(resource.environment ?? ''),
      )
      .map(resource => ({
        rule: 'spot-in-production' as const,
        resource,
        attribute: String(path[0]),
      })),
  );
}

/** A plan knows all tags of a resource; written code has them at the provider. */
function tags(resource: Resource): Broken[] {
  const isProvider = resource.type === 'provider.aws';
  const path = isProvider ? ['default_tags', 0, 'tags'] : ['tags_all'];
  const found = read(resource, ...path);
  const missing = REQUIRED_TAGS.filter(
    tag => read(resource, ...path, tag).state === 'absent',
  );
  const isBroken = isProvider
    ? missing.length > 0
    : found.state === 'known' && missing.length > 0;
  return isBroken
    ? [
        {
          rule: 'tags-missing',
          resource,
          attribute: isProvider ? 'default_tags' : 'tags',
          detail: missing.join(', '),
        },
      ]
    : [];
}
