import { someNodes } from '../../testUtils';
import { viewAfter } from '../../testUtils/find';
import { Finding } from '../health';
import { boundedView } from './boundedView';

const VIEW = { ...viewAfter(0, { nodes: someNodes(3) }), revision: 1 };
const aFinding = (index: number, change: Partial<Finding> = {}): Finding => ({
  id: `f${index}`,
  rule: 'node-lost',
  severity: 'critical',
  object: { kind: 'Node', name: `n${index}` },
  evidence: 'Node.status.conditions[Ready]',
  params: {},
  ...change,
});
const anHpa = (index: number, current: number) => ({
  namespace: 'textloom',
  name: `h${index}`,
  targetKind: 'Deployment',
  targetName: `w${index}`,
  min: 1,
  max: 4,
  current,
  desired: current,
});

describe('boundedView', () => {
  it('leaves what can be sent as it is', () => {
    expect(boundedView(VIEW)).toBe(VIEW);
  });

  it('keeps the worst findings, and no mention of the others', () => {
    const list = Array.from({ length: 2_500 }, (_, i) => aFinding(i));
    list[0] = aFinding(0, { explains: ['f1', 'f2400'] });
    list[1] = aFinding(1, { cause: 'f0' });
    list[2] = aFinding(2, { cause: 'f2400', explains: ['f2401'] });
    const bounded = boundedView({ ...VIEW, list });
    expect(bounded.list).toHaveLength(2_000);
    expect(bounded.list.slice(0, 3)).toEqual([
      aFinding(0, { explains: ['f1'] }),
      aFinding(1, { cause: 'f0' }),
      aFinding(2),
    ]);
    expect(bounded.findings).toBe(VIEW.findings);
  });

  it('keeps autoscalers at their maximum before others', () => {
    const hpas = Array.from({ length: 1_200 }, (_, i) =>
      anHpa(i, i === 1_199 ? 4 : 2),
    );
    const bounded = boundedView({ ...VIEW, hpas });
    expect(bounded.hpas).toHaveLength(1_000);
    expect(bounded.hpas[0]?.name).toBe('h1199');
  });
});
