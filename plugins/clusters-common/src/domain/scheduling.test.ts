import fc from 'fast-check';
import { parseScheduling } from './scheduling';

describe('parseScheduling', () => {
  it.each([
    [
      '0/6 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {dedicated: gpu}, 4 Insufficient cpu. preemption: 0/6 nodes are available: 1 Preemption is not helpful for scheduling, 5 No preemption victims found for incoming pod.',
      [
        [1, 'Insufficient memory'],
        [1, 'node(s) had untolerated taint {dedicated: gpu}'],
        [4, 'Insufficient cpu'],
      ],
    ],
    ['0/3 nodes are available: 3 Insufficient cpu.', [[3, 'Insufficient cpu']]],
    [
      "0/4 nodes are available: 1 node(s) had taint {node.kubernetes.io/unreachable: }, that the pod didn't tolerate, 3 Insufficient cpu.",
      [
        [
          1,
          "node(s) had taint {node.kubernetes.io/unreachable: }, that the pod didn't tolerate",
        ],
        [3, 'Insufficient cpu'],
      ],
    ],
    [
      '0/2 nodes are available: 2 node(s) had untolerated taint {a: b, 1 c: d}.',
      [[2, 'node(s) had untolerated taint {a: b, 1 c: d}']],
    ],
    [
      "0/5 nodes are available: 2 node(s) had volume node affinity conflict, 3 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: not helpful",
      [
        [2, 'node(s) had volume node affinity conflict'],
        [3, "node(s) didn't match Pod's node affinity/selector"],
      ],
    ],
  ])('%s', (message, reasons) => {
    expect(parseScheduling(message)).toEqual(
      reasons.map(([nodes, reason]) => ({ nodes, reason })),
    );
  });

  it.each([
    '',
    'no nodes available to schedule pods',
    '0/3 nodes are available: persistentvolumeclaim "data" not found.',
    'running "VolumeBinding" filter plugin: not found',
    '0/3 nodes are available: ',
  ])('leaves %p to be shown as it is', message => {
    expect(parseScheduling(message)).toEqual([]);
  });

  it('never throws and never invents nodes', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const parsed = parseScheduling(`0/9 nodes are available: ${text}`);
        expect(parsed.every(({ nodes }) => Number.isInteger(nodes))).toBe(true);
      }),
    );
  });

  it('finds again what it is made of', () => {
    const reason = fc.constantFrom(
      'Insufficient cpu',
      'node(s) were unschedulable',
      'node(s) had untolerated taint {k: v, w}',
      "node(s) didn't match pod topology spread constraints",
    );
    const reasons = fc.array(fc.record({ nodes: fc.nat(5000), reason }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(reasons, list => {
        const text = list
          .map(item => `${item.nodes} ${item.reason}`)
          .join(', ');
        expect(
          parseScheduling(`0/5000 nodes are available: ${text}. preemption: x`),
        ).toEqual(list);
      }),
    );
  });
});
