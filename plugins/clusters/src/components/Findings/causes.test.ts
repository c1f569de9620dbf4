import fc from 'fast-check';
import { Finding, RuleId } from '@textloom/plugin-clusters-common';
import { byCause } from './causes';
import { runbookLink } from './runbooks';

const finding = (id: string, cause?: string): Finding => ({
  id,
  cause,
  rule: 'node-lost',
  severity: 'critical',
  object: { kind: 'Node', name: id },
  evidence: 'Node',
  params: {},
});

it('puts effects under their first cause, also by way of others', () => {
  const { roots, effectsOf } = byCause([
    finding('zone'),
    finding('node', 'zone'),
    finding('pods', 'node'),
    finding('alone', 'unheard-of'),
  ]);
  expect(roots.map(({ id }) => id)).toEqual(['zone', 'alone']);
  expect(effectsOf('zone').map(({ id }) => id)).toEqual(['node', 'pods']);
  expect(effectsOf('alone')).toEqual([]);
});

it('loses no finding, whatever explains what', () => {
  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(ids, fc.option(ids, { nil: undefined })), {
        selector: ([id]) => id,
      }),
      pairs => {
        const findings = pairs.map(([id, cause]) => finding(id, cause));
        const { roots, effectsOf } = byCause(findings);
        const shown = roots.flatMap(root => [root, ...effectsOf(root.id)]);
        expect(shown.map(({ id }) => id).sort()).toEqual(
          findings.map(({ id }) => id).sort(),
        );
      },
    ),
  );
});

it.each<[RuleId, string, string | undefined]>([
  ['node-lost', '', 'node-lost'],
  ['signal-limit', 'postgres-lag', 'data-layer'],
  ['signal-limit', 'certificate-expiry', 'mesh-and-certificates'],
  ['signal-limit', 'signup-conversion', undefined],
  ['node-cordoned', '', undefined],
])('the runbook of %s %s is %s', (rule, signal, page) => {
  expect(runbookLink({ rule, params: { signal } })).toBe(
    page && `/docs/default/component/textloom-portal/runbooks/${page}`,
  );
});
