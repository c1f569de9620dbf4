import fc from 'fast-check';
import {
  projectAddon,
  projectCluster,
  projectInsight,
  projectNodeGroup,
} from './projectEks';

/** As EKS answers a node group whose nodes cannot join; fields as in the SDK's model. */
const GROUP = {
  nodegroupName: 'gpu',
  status: 'DEGRADED',
  scalingConfig: { minSize: 0, maxSize: 6, desiredSize: 2 },
  capacityType: 'SPOT',
  instanceTypes: ['g5.xlarge', 'g5.2xlarge'],
  releaseVersion: '1.34.1-20261101',
  version: '1.34',
  modifiedAt: new Date('2026-11-01T10:00:00+08:00'),
  health: {
    issues: [
      {
        code: 'NodeCreationFailure',
        message: 'Instances failed to join',
        resourceIds: ['i-0a1b'],
      },
    ],
  },
};

describe('projectNodeGroup', () => {
  it('takes what is shown', () => {
    expect(projectNodeGroup(GROUP)).toEqual({
      name: 'gpu',
      status: 'DEGRADED',
      desired: 2,
      min: 0,
      max: 6,
      capacityType: 'SPOT',
      instanceTypes: ['g5.xlarge', 'g5.2xlarge'],
      releaseVersion: '1.34.1-20261101',
      version: '1.34',
      issues: GROUP.health.issues,
      modifiedAt: '2026-11-01T02:00:00.000Z',
    });
  });

  it.each([
    [{ desiredSize: 0 }, 0],
    [{ desiredSize: -1 }, undefined],
    [{ desiredSize: 1.5 }, undefined],
    [{ desiredSize: NaN }, undefined],
    [{ desiredSize: 1e300 }, undefined],
    [{ desiredSize: '2' }, undefined],
    [{}, undefined],
    [null, undefined],
    [[2], undefined],
  ])('of %j is %p nodes desired', (scalingConfig, desired) => {
    expect(projectNodeGroup({ ...GROUP, scalingConfig })?.desired).toBe(
      desired,
    );
  });

  it('knows no time of a broken date', () => {
    const modifiedAt = new Date(NaN);
    expect(
      projectNodeGroup({ ...GROUP, modifiedAt })?.modifiedAt,
    ).toBeUndefined();
  });

  it('is cut to size', () => {
    const issue = {
      code: 'c'.repeat(999),
      message: 'm'.repeat(9_999),
      resourceIds: Array(99).fill('i'.repeat(999)),
    };
    const group = projectNodeGroup({
      ...GROUP,
      nodegroupName: 'n'.repeat(999),
      instanceTypes: Array(99).fill('m5.large'),
      health: { issues: Array(99).fill(issue) },
    });
    expect(group?.name).toHaveLength(253);
    expect(group?.instanceTypes).toHaveLength(50);
    expect(group?.issues).toHaveLength(50);
    expect(group?.issues[0]).toEqual({
      code: 'c'.repeat(253),
      message: 'm'.repeat(1_000),
      resourceIds: Array(50).fill('i'.repeat(253)),
    });
  });
});

describe('what has no status is nothing, so that it cannot count as good', () => {
  it.each([undefined, null, '', 0, 7, [], {}, ['ACTIVE']])(
    'status %j',
    status => {
      expect(projectCluster({ status })).toBeUndefined();
      expect(projectNodeGroup({ ...GROUP, status })).toBeUndefined();
      expect(projectAddon({ addonName: 'coredns', status })).toBeUndefined();
      expect(
        projectInsight({ id: 'i', insightStatus: { status } }),
      ).toBeUndefined();
    },
  );
});

describe('what EKS says', () => {
  const KEYS = [
    'status',
    'version',
    'health',
    'issues',
    'upgradePolicy',
    'nodegroupName',
    'scalingConfig',
    'instanceTypes',
    'modifiedAt',
    'addonName',
    'addonVersion',
    'id',
    'name',
    'category',
    'insightStatus',
    'lastRefreshTime',
  ];
  const value = fc.oneof(
    fc.anything({ withDate: true, withBigInt: true }),
    fc.string({ maxLength: 5_000 }),
    fc.constantFrom('ACTIVE', '<img src=x onerror=alert(1)>', '__proto__'),
    fc.record({ status: fc.anything(), issues: fc.array(fc.anything()) }),
  );
  const known = fc.record(Object.fromEntries(KEYS.map(key => [key, value])), {
    requiredKeys: [],
  });

  it('is projected or dropped, whatever it is, and can be sent on', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), known), raw => {
        for (const project of [
          projectCluster,
          projectNodeGroup,
          projectAddon,
          projectInsight,
        ]) {
          const facts = project(raw);
          const sent = JSON.stringify(facts ?? {});
          expect(sent.length).toBeLessThan(800_000);
          expect(JSON.parse(sent)).toEqual(facts ?? {});
          expect(facts?.status).not.toBe('');
        }
      }),
    );
  });
});
