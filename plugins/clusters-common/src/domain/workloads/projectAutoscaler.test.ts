import fc from 'fast-check';
import { projectAutoscalerStatus } from '../project';

const YAML = `time: 2026-03-01 12:00:00.123 +0000 UTC
autoscalerStatus: Running
clusterWide:
  health:
    status: Healthy
    lastTransitionTime: "2026-03-01T08:00:00Z"
nodeGroups:
- name: eks-workers-1a
  health:
    status: Healthy
    nodeCounts:
      registered:
        total: 4
        ready: 3
        unready:
          total: 1
          resourceUnready: 0
      longUnregistered: 0
    cloudProviderTarget: 5
    minSize: 3
    maxSize: 20
    lastProbeTime: "2026-03-01T12:00:00.1Z"
    lastTransitionTime: "2026-03-01T08:00:00Z"
  scaleUp:
    status: Backoff
    backoffInfo:
      errorCode: InsufficientInstanceCapacity
      errorMessage: 'Could not launch: no capacity
        in us-east-1a: try later'
    lastTransitionTime: "2026-03-01T11:30:00.5Z"
  scaleDown:
    status: NoCandidates
- health:
    maxSize: 6
    minSize: 2
    nodeCounts:
      registered:
        ready: 1
    status: Unhealthy
    lastTransitionTime: "2026-03-01T09:00:00Z"
  name: https://.../instanceGroups/pool-2
`;

const PLAIN = `Cluster-autoscaler status at 2026-03-01 12:00:00.12 +0000 UTC:
Cluster-wide:
  Health:      Healthy (ready=1 unready=0 registered=1 longUnregistered=0)
               LastTransitionTime: 2026-03-01 08:00:00.1 +0000 UTC m=+13.1

NodeGroups:
  Name:        eks-workers-1a
  Health:      Healthy (ready=3 unready=1 notStarted=0 longNotStarted=0 registered=4 longUnregistered=0 cloudProviderTarget=5 (minSize=3, maxSize=20))
               LastProbeTime:      2026-03-01 12:00:00.185954244 +0000 UTC m=+43.6
               LastTransitionTime: 2026-03-01 08:00:00 +0000 UTC m=+13.1
  ScaleUp:     Backoff (ready=3 cloudProviderTarget=5)
               LastProbeTime:      2026-03-01 12:00:00.185954244 +0000 UTC m=+43.6
               LastTransitionTime: 2026-03-01 11:30:00.5 +0000 UTC m=+13.1
  ScaleDown:   NoCandidates (candidates=0)

  Name:        pool-2
  Health:      Unhealthy (ready=1 cloudProviderTarget=2 (minSize=2, maxSize=6))
               LastProbeTime:      2026-03-01 12:00:00 +0000 UTC m=+43.6
               LastTransitionTime: 2026-03-01 09:00:00 +0000 UTC
`;

const status = (text: unknown) =>
  projectAutoscalerStatus({ data: { status: text } });

describe('projectAutoscalerStatus', () => {
  const first = {
    name: 'eks-workers-1a',
    health: 'Healthy',
    scaleUp: 'Backoff',
    ready: 3,
    target: 5,
    min: 3,
    max: 20,
    since: '2026-03-01T11:30:00.500Z',
  };
  const second = {
    health: 'Unhealthy',
    scaleUp: 'Unknown',
    ready: 1,
    min: 2,
    max: 6,
    since: '2026-03-01T09:00:00.000Z',
  };

  it('reads YAML', () => {
    expect(status(YAML)).toEqual([
      {
        ...first,
        backoff: {
          code: 'InsufficientInstanceCapacity',
          message: 'Could not launch: no capacity in us-east-1a: try later',
        },
      },
      { ...second, name: 'https://.../instanceGroups/pool-2' },
    ]);
  });

  it('reads the plain text of versions before 1.30', () => {
    expect(status(PLAIN)).toEqual([
      first,
      { ...second, name: 'pool-2', target: 2 },
    ]);
  });

  it('reads YAML that indents its lists', () => {
    const text = `nodeGroups:\n  - name: a\n    health:\n      status: Healthy\n      maxSize: 3\n`;
    expect(status(text)).toEqual([
      { name: 'a', health: 'Healthy', scaleUp: 'Unknown', max: 3 },
    ]);
  });

  it('has no groups before the first loop', () => {
    expect(status('autoscalerStatus: Initializing\n')).toEqual([]);
  });

  it.each([undefined, 7, '', 'hello', '{"nodeGroups": []}', {}])(
    'does not take %p for a status',
    text => {
      expect(status(text)).toBeUndefined();
    },
  );

  it('never calls healthy what is cut off, and never throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(YAML, PLAIN),
        fc.nat(2_000),
        fc.string(),
        (text, length, junk) => {
          const groups = status(text.slice(0, length) + junk) ?? [];
          const told = text.slice(0, length).includes('Healthy');
          expect(
            groups.every(({ health }) => told || health !== 'Healthy'),
          ).toBe(true);
        },
      ),
    );
  });

  it('keeps at most 2,000 groups', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `- name: g-${i}\n`);
    expect(status(`nodeGroups:\n${many.join('')}`)).toHaveLength(2_000);
  });
});
