import { hasVerdict, isProof, summaryOf } from './summary';
import { SAMPLE_DRILLS, simulate, aDrill } from '../testUtils';

describe('summaryOf', () => {
  it('has what lists show, and nothing that is undefined', () => {
    const { drill } = SAMPLE_DRILLS.passed;
    const summary = summaryOf(drill);
    expect(summary).toEqual({
      id: drill.id,
      plan: 'textloom-postgres-bad-write',
      store: 'textloom-postgres',
      scenario: 'bad-write',
      state: 'Finished',
      step: 'sweep',
      startedBy: 'user:default/sre',
      queuedAt: drill.queuedAt,
      endedAt: drill.endedAt,
      outcome: { kind: 'verdict', verdict: 'PASS', problems: [] },
      rtaMs: drill.findings.rta?.fullMs,
      rpaMs: drill.findings.rpa?.upperMs,
      bytes: 1_240_000_000,
      acknowledged: false,
    });
    expect(Object.keys(summary)).not.toContain('control');
  });

  it('takes the frozen bytes where the restore did not count its own', () => {
    const { drill } = simulate(aDrill(), {
      results: { restore: { durationMs: 1 } },
    });
    expect(summaryOf(drill).bytes).toBe(1_240_000_000 + 12 * 16_777_216);
    expect(summaryOf(SAMPLE_DRILLS.failed.drill).bytes).toBeUndefined();
  });
});

describe('what counts', () => {
  it.each<[keyof typeof SAMPLE_DRILLS, boolean, boolean]>([
    ['passed', true, true],
    ['failed', true, false],
    ['partial', true, false],
    ['invalid', true, false],
    ['running', false, false],
    ['refused', false, false],
    ['cancelled', false, false],
    ['control', false, false],
  ])('%s: a verdict %s, a proof %s', (name, verdict, proof) => {
    const summary = summaryOf(SAMPLE_DRILLS[name].drill);
    expect(hasVerdict(summary)).toBe(verdict);
    expect(isProof(summary)).toBe(proof);
  });

  it('counts a control that was not found: its store has blind checks', () => {
    const { drill } = simulate(aDrill({ control: 'flipped-byte' }));
    expect(hasVerdict(summaryOf(drill))).toBe(true);
    expect(isProof(summaryOf(drill))).toBe(false);
  });
});
