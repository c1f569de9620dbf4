import { projectBudget, projectKarpenter, projectVpa } from '../project';

const meta = {
  name: 'web',
  namespace: 'textloom',
  uid: '3f1c',
  creationTimestamp: '2026-03-01T08:00:00Z',
};
const at = '2026-03-01T08:00:00.000Z';

describe('projectBudget', () => {
  it.each([
    [{ matchLabels: { app: 'web' } }, { app: 'web' }],
    [{ matchLabels: {}, matchExpressions: [{ key: 'a' }] }, undefined],
    [{}, {}],
    [undefined, undefined],
  ])('with selector %j selects by %j', (selector, matchLabels) => {
    const status = {
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
      expectedPods: 3,
    };
    expect(
      projectBudget({ metadata: meta, spec: { selector }, status }),
    ).toEqual({
      uid: '3f1c',
      namespace: 'textloom',
      name: 'web',
      ...status,
      ...(matchLabels && { matchLabels }),
      createdAt: at,
    });
  });
});

describe('projectVpa', () => {
  it('adds up what it recommends for each container', () => {
    expect(
      projectVpa({
        metadata: meta,
        spec: { targetRef: { kind: 'Deployment', name: 'web' } },
        status: {
          recommendation: {
            containerRecommendations: [
              { target: { cpu: '250m', memory: '256Mi' } },
              { target: { cpu: '1', memory: 'lots' } },
            ],
          },
          conditions: [{ type: 'LowConfidence', status: 'True' }],
        },
      }),
    ).toEqual({
      uid: '3f1c',
      namespace: 'textloom',
      name: 'web',
      targetKind: 'Deployment',
      targetName: 'web',
      updateMode: 'Auto',
      conditions: [{ type: 'LowConfidence', status: 'True' }],
      target: { cpuMillis: 1250, memoryBytes: 2 ** 28 },
    });
  });

  it('without a recommendation has no target', () => {
    const spec = {
      targetRef: { kind: 'Deployment', name: 'web' },
      updatePolicy: { updateMode: 'Off' },
    };
    const vpa = projectVpa({ metadata: meta, spec });
    expect(vpa).toMatchObject({ updateMode: 'Off' });
    expect(vpa?.target).toBeUndefined();
  });
});

it('projectKarpenter reads pool, node and conditions of a claim', () => {
  const raw = {
    metadata: { name: 'spot-x1', labels: { 'karpenter.sh/nodepool': 'spot' } },
    status: {
      nodeName: 'ip-1.ec2.internal',
      conditions: [{ type: 'Drifted', status: 'True' }],
    },
  };
  const conditions = [{ type: 'Drifted', status: 'True' }];
  expect(projectKarpenter('NodeClaim', raw)).toEqual({
    kind: 'NodeClaim',
    name: 'spot-x1',
    pool: 'spot',
    nodeName: 'ip-1.ec2.internal',
    conditions,
  });
  expect(projectKarpenter('NodePool', raw)).toEqual({
    kind: 'NodePool',
    name: 'spot-x1',
    conditions,
  });
});
