import {
  chartParamsSchema,
  clusterParamsSchema,
  componentParamsSchema,
  nodeGroupParamsSchema,
  nodeParamsSchema,
  silenceParamsSchema,
  workloadParamsSchema,
} from './params';

describe('request parameters', () => {
  it.each([
    'textloom-prod',
    'a',
    'Prod_1.eu',
    'arn:aws:eks:us-east-1:123456789012:cluster/textloom',
  ])('take the cluster %s', cluster => {
    expect(clusterParamsSchema.parse({ cluster })).toEqual({ cluster });
  });

  it.each([
    [undefined, /must be text/],
    [7, /must be text/],
    ['', /must not be empty/],
    ['a'.repeat(254), /longer than 253/],
    ['-a', /begin and end/],
    ['a b', /begin and end/],
    ['../a', /begin and end/],
    ['a\n', /begin and end/],
  ])('refuse the cluster %p in clear words', (cluster, message) => {
    const result = clusterParamsSchema.safeParse({ cluster });
    expect(result.success).toBe(false);
    expect(result.error?.issues[0].message).toMatch(message);
  });

  it.each([
    ['workers', true],
    ['Gpu_A100.v2', true],
    ['a'.repeat(63), true],
    ['a'.repeat(64), false],
    ['a/b', false],
    ['_a', false],
  ])('node group %s: %s', (nodeGroup, valid) => {
    expect(
      nodeGroupParamsSchema.safeParse({ cluster: 'c', nodeGroup }).success,
    ).toBe(valid);
  });

  it.each([
    ['ip-10-0-1-1.ec2.internal', true],
    ['a'.repeat(253), true],
    ['a'.repeat(254), false],
    ['Upper', false],
    ['a_b', false],
    ['a.', false],
  ])('node %s: %s', (node, valid) => {
    expect(nodeParamsSchema.safeParse({ cluster: 'c', node }).success).toBe(
      valid,
    );
  });

  it.each([
    [{}, true],
    [{ kind: 'StatefulSet' }, true],
    [{ name: 'api.v2' }, true],
    [{ kind: 'Pod' }, false],
    [{ kind: 'deployment' }, false],
    [{ namespace: 'A' }, false],
    [{ namespace: '../kube-system' }, false],
    [{ name: '' }, false],
    [{ name: 'a'.repeat(254) }, false],
    [{ name: '__proto__' }, false],
  ])('workload with %j: %s', (change, valid) => {
    const workload = {
      cluster: 'c',
      namespace: 'textloom',
      kind: 'Deployment',
      name: 'api',
    };
    expect(
      workloadParamsSchema.safeParse({ ...workload, ...change }).success,
    ).toBe(valid);
  });

  it.each([
    ['6f1c0a52-6c1b-4f0e-9d0e-0123456789ab', true],
    ['6f1c0a52', false],
    ['../silences', false],
    ['', false],
  ])('silence %s: %s', (silence, valid) => {
    expect(
      silenceParamsSchema.safeParse({ cluster: 'c', silence }).success,
    ).toBe(valid);
  });

  it.each([
    ['api-latency', true],
    ['constructor', false],
    ['CPU', false],
  ])('chart %s: %s', (chart, valid) => {
    expect(chartParamsSchema.safeParse({ cluster: 'c', chart }).success).toBe(
      valid,
    );
  });

  it.each([
    ['textloom-api', true],
    ['a/b', false],
    ['a'.repeat(64), false],
  ])('component %s: %s', (component, valid) => {
    expect(componentParamsSchema.safeParse({ component }).success).toBe(valid);
  });
});
