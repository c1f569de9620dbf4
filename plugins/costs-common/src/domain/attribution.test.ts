import { AllocationRule, componentRefOf, tagKeysOf } from './attribution';
import { createAttributor } from './attributionDecide';
import { BillFacts } from './cost';
import {
  COMPONENTS,
  someFacts,
  someRules,
  WORKER_NODE,
} from './__testUtils__/facts';

const TAG = { 'textloom:component': 'textloom-api' };
const NOBODY = {
  component: '',
  owner: '',
  system: '',
  environment: '',
  nodeGroup: '',
};
const API = {
  layer: 'attributed',
  component: 'component:default/textloom-api',
  owner: 'group:default/core',
  system: 'system:default/textloom',
  environment: '',
  nodeGroup: '',
};

const decide = (facts: Partial<BillFacts>, rules: AllocationRule[] = []) =>
  createAttributor(someRules({ rules }), COMPONENTS).of(someFacts(facts));
const whole = (to: object) => ({ kind: 'whole', to });

describe('createAttributor', () => {
  it.each<[string, Partial<BillFacts>, object]>([
    ['a tag', { tags: TAG }, { ...API, reason: 'tag:textloom:component' }],
    [
      'a tag of a resource with its environment',
      { tags: { app: 'resource:redis', 'textloom:environment': 'prod' } },
      {
        ...NOBODY,
        layer: 'attributed',
        component: 'resource:default/redis',
        owner: 'group:default/data',
        environment: 'prod',
        reason: 'tag:app',
      },
    ],
    [
      'the first tag of several',
      { tags: { app: 'redis', ...TAG } },
      { ...API, reason: 'tag:textloom:component' },
    ],
    [
      'a tagged node, which is not shared by pods',
      { tags: { ...TAG, ...WORKER_NODE } },
      { ...API, nodeGroup: 'prod/worker', reason: 'tag:textloom:component' },
    ],
    [
      'a tag of what the catalog does not have',
      { tags: { app: 'Gone' } },
      {
        ...NOBODY,
        layer: 'attributed',
        component: 'component:default/gone',
        reason: 'tag:app',
      },
    ],
    [
      'a tag without value, and one that is no name',
      { tags: { 'textloom:component': 'true', app: 'a b' } },
      { ...NOBODY, layer: 'untagged', reason: 'none' },
    ],
    [
      'an unused commitment, tagged or not',
      { commitmentStatus: 'Unused', commitment: 'sp-1', tags: TAG },
      { ...NOBODY, layer: 'unused-commitment', reason: 'commitment:Unused' },
    ],
    [
      'a tax, tagged or not',
      { chargeCategory: 'Tax', tags: TAG },
      { ...NOBODY, layer: 'support-tax', reason: 'charge:Tax' },
    ],
    [
      'support',
      { service: 'AWS Support (Business)' },
      { ...NOBODY, layer: 'support-tax', reason: 'service:support' },
    ],
    [
      'a credit of the account',
      { chargeCategory: 'Credit', resource: '' },
      { ...NOBODY, layer: 'support-tax', reason: 'charge:Credit' },
    ],
    [
      'an adjustment of the account',
      { chargeCategory: 'Adjustment', resource: '' },
      { ...NOBODY, layer: 'support-tax', reason: 'charge:Adjustment' },
    ],
    [
      'a credit of a resource',
      { chargeCategory: 'Credit' },
      { ...NOBODY, layer: 'untagged', reason: 'none' },
    ],
    [
      'the purchase of a commitment',
      { chargeCategory: 'Purchase', commitment: 'sp-1' },
      { ...NOBODY, layer: 'shared', reason: 'commitment:Purchase' },
    ],
    [
      'another vendor',
      { provider: 'Sentry' },
      { ...NOBODY, layer: 'third-party', reason: 'provider' },
    ],
    [
      'another vendor with a component',
      { provider: 'Sentry', tags: TAG },
      { ...API, reason: 'tag:textloom:component' },
    ],
    [
      'a cluster without node group',
      { tags: { 'eks:cluster-name': 'prod' } },
      { ...NOBODY, layer: 'shared', reason: 'tag:eks:cluster-name' },
    ],
    [
      'a node group without cluster',
      { tags: { 'eks:nodegroup-name': 'worker' } },
      { ...NOBODY, layer: 'untagged', reason: 'none' },
    ],
    ['nothing', {}, { ...NOBODY, layer: 'untagged', reason: 'none' }],
  ])('attributes %s', (_, facts, to) => {
    expect(decide(facts)).toEqual(whole(to));
  });

  it('sends a node group to its pods', () => {
    const tags = { ...WORKER_NODE, 'textloom:environment': 'prod' };
    expect(decide({ tags })).toEqual({
      kind: 'pool',
      nodeGroup: 'prod/worker',
      environment: 'prod',
    });
  });

  it.each<[string, AllocationRule['match'], boolean]>([
    ['everything', {}, true],
    ['a service', { service: 'Amazon Elastic Compute Cloud' }, true],
    ['another service', { service: 'Amazon' }, false],
    ['a category', { serviceCategory: 'Compute' }, true],
    ['a resource', { resource: 'arn:aws:s3:::media' }, true],
    ['part of a resource', { resource: 'arn:aws:s3' }, false],
    ['a pattern', { resource: 'arn:*s3*::med*' }, true],
    ['any resource', { resource: '*' }, true],
    ['a pattern that ends too early', { resource: 'arn:*s3' }, false],
    [
      'a pattern that overlaps itself',
      { resource: 'arn:aws:s3:::media*media' },
      false,
    ],
    [
      'a pattern with signs of expressions',
      { resource: 'arn.aws:s3:::medi[a]' },
      false,
    ],
    ['a pattern in a wrong order', { resource: '*media*s3*' }, false],
    ['a type', { resourceType: 'Bucket' }, false],
    ['an account', { account: '1234' }, true],
    ['a provider', { provider: 'Azure' }, false],
    ['a meter', { skuMeter: 'BoxUsage:c5.4xlarge' }, true],
    ['a tag', { tag: { key: 'team' } }, true],
    ['the value of a tag', { tag: { key: 'team', value: 'media' } }, true],
    ['another value', { tag: { key: 'team', value: 'core' } }, false],
    ['a tag that is not there', { tag: { key: 'constructor' } }, false],
    ['all that is given', { account: '1234', provider: 'Azure' }, false],
  ])('matches %s', (_, match, matches) => {
    const destination = decide(
      { resource: 'arn:aws:s3:::media', tags: { team: 'media' } },
      [{ id: 'r', match, layer: 'shared' }],
    );
    expect(destination).toEqual(
      whole({
        ...NOBODY,
        ...(matches
          ? { layer: 'shared', reason: 'rule:r' }
          : { layer: 'untagged', reason: 'none' }),
      }),
    );
  });

  it.each<[string, AllocationRule[], object]>([
    [
      'the first rule',
      [
        { id: 'a', match: { account: 'other' }, layer: 'mesh' },
        { id: 'b', match: {}, component: 'textloom-api' },
        { id: 'c', match: {}, layer: 'mesh' },
      ],
      whole({ ...API, reason: 'rule:b' }),
    ],
    [
      'an environment and a later rule',
      [
        { id: 'a', match: {}, environment: 'dev' },
        { id: 'b', match: {}, component: 'textloom-api' },
      ],
      whole({ ...API, environment: 'dev', reason: 'rule:b' }),
    ],
    [
      'an environment alone',
      [{ id: 'a', match: {}, environment: 'dev' }],
      whole({
        ...NOBODY,
        layer: 'untagged',
        environment: 'dev',
        reason: 'none',
      }),
    ],
    [
      'a node group',
      [{ id: 'a', match: {}, nodeGroup: 'prod/compute' }],
      { kind: 'pool', nodeGroup: 'prod/compute', environment: '' },
    ],
    [
      'a component in a layer',
      [{ id: 'a', match: {}, component: 'resource:redis', layer: 'shared' }],
      whole({
        ...NOBODY,
        layer: 'shared',
        component: 'resource:default/redis',
        owner: 'group:default/data',
        reason: 'rule:a',
      }),
    ],
    [
      'a split',
      [
        {
          id: 'a',
          match: {},
          split: {
            key: 'custom',
            parts: [
              { component: 'textloom-api', weight: 3 },
              { component: 'x' },
            ],
          },
        },
      ],
      {
        kind: 'split',
        key: 'custom',
        parts: [
          { weight: 3, to: { ...API, reason: 'rule:a' } },
          {
            weight: 1,
            to: {
              ...NOBODY,
              layer: 'attributed',
              component: 'component:default/x',
              reason: 'rule:a',
            },
          },
        ],
      },
    ],
  ])('follows %s', (_, rules, destination) => {
    expect(decide({}, rules)).toEqual(destination);
  });

  it('lets a rule decide before node groups, and a tag before a rule', () => {
    const rules: AllocationRule[] = [{ id: 'a', match: {}, layer: 'mesh' }];
    expect(decide({ tags: WORKER_NODE }, rules)).toEqual(
      whole({
        ...NOBODY,
        layer: 'mesh',
        nodeGroup: 'prod/worker',
        reason: 'rule:a',
      }),
    );
    expect(decide({ tags: TAG }, rules)).toEqual(
      whole({ ...API, reason: 'tag:textloom:component' }),
    );
  });

  it.each<[string, Partial<AllocationRule>]>([
    ['names what is no component', { component: 'a b' }],
    [
      'names what is no component',
      { split: { key: 'even', parts: [{ component: '' }] } },
    ],
    ['splits among nobody', { split: { key: 'even', parts: [] } }],
    [
      'has a negative weight',
      { split: { key: 'custom', parts: [{ component: 'a', weight: -1 }] } },
    ],
    [
      'has a negative weight',
      { split: { key: 'custom', parts: [{ component: 'a', weight: NaN }] } },
    ],
  ])('refuses a rule that %s', (text, rule) => {
    expect(() => decide({}, [{ id: 'r', match: {}, ...rule }])).toThrow(
      new RangeError(`Rule r ${text}`),
    );
  });
});

describe('componentRefOf', () => {
  it.each([
    ['textloom-api', 'component:default/textloom-api'],
    ['Textloom.API', 'component:default/textloom.api'],
    ['resource:redis', 'resource:default/redis'],
    ['Component:Media/Player', 'component:media/player'],
    ['media/player', 'component:media/player'],
    ['', undefined],
    ['api:redis', undefined],
    ['a/b/c', undefined],
    ['a b', undefined],
    ['a'.repeat(64), undefined],
    ['组件', undefined],
  ])('reads %p', (name, ref) => {
    expect(componentRefOf(name)).toBe(ref);
  });
});

describe('tagKeysOf', () => {
  it('has each key once', () => {
    const rules: AllocationRule[] = [
      { id: 'a', match: { tag: { key: 'team' } } },
      { id: 'b', match: { tag: { key: 'app', value: 'x' } } },
      { id: 'c', match: {} },
    ];
    expect(tagKeysOf(someRules({ rules }))).toEqual([
      'app',
      'eks:cluster-name',
      'eks:nodegroup-name',
      'team',
      'textloom:component',
      'textloom:environment',
    ]);
  });
});
