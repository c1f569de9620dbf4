import { EvidenceFile, wordsOf } from '@textloom/plugin-restore-drills-common';
import { SAMPLE_DRILLS } from '@textloom/plugin-restore-drills-common/testUtils';
import { evidenceOf } from '../__testUtils__/evidence';
import { reportHtml } from './reportHtml';

const NAMES = (
  Object.keys(SAMPLE_DRILLS) as (keyof typeof SAMPLE_DRILLS)[]
).filter(name => SAMPLE_DRILLS[name].drill.outcome);
/** Words of people, as a reader sees them. */
const textOf = (page: string) =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');

describe('reportHtml', () => {
  it.each(NAMES)('says of %s all that was found, in both languages', name => {
    const file = evidenceOf(name);
    const { drill } = file.document;
    for (const language of ['en', 'zh'] as const) {
      const words = wordsOf(language);
      const text = textOf(reportHtml(file, language));
      const { outcome } = drill;
      expect(text).toContain(outcome && words.outcome(outcome));
      const problems =
        outcome && outcome.kind !== 'cancelled' ? outcome.problems : [];
      for (const problem of problems) {
        expect(text).toContain(words.problem(problem).what);
        expect(text).toContain(words.problem(problem).next);
      }
      for (const { step } of drill.steps) {
        expect(text).toContain(words.steps[step]);
      }
      expect(text).toContain(file.hash);
      expect(text).toContain('npm run verify-evidence');
    }
  });

  it('derives the figures and names what they are compared with', () => {
    const text = textOf(reportHtml(evidenceOf('passed'), 'en'));
    expect(text).toMatch(/Time to recover \(RTO\) 1 h \d+ min \d+ s ✓ yes/);
    expect(text).toMatch(/Data lost \(RPO\) 15 min .* ✓ yes/);
    expect(text).toMatch(/newest marker .* is 48210, sent at 2026-/);
    expect(text).toContain('marker 48210 had to come back; 48210 did');
    expect(text).toContain('Made in a sandbox');
  });

  it('says in Chinese what no English word is needed for', () => {
    const text = textOf(reportHtml(evidenceOf('passed'), 'zh'));
    expect(text).toContain('目标与实测');
    expect(text).not.toMatch(/\b(Target|Measured|Timeline|Backup|Issued)\b/);
  });

  it('runs and loads nothing', () => {
    const page = reportHtml(evidenceOf('failed'), 'en');
    expect(page).not.toMatch(/<(script|img|link|iframe|object|form)\b/i);
    expect(page).not.toMatch(/\b(src|href|on\w+)\s*=/i);
    expect(page).not.toContain('url(');
    expect(page).not.toContain('@import');
  });

  it('shows whatever stands in the evidence as text', () => {
    const file = structuredClone(evidenceOf('partial')) as EvidenceFile;
    const attack = `<script>alert(1)</script>"'&`;
    const { drill } = file.document;
    Object.assign(drill.store, { title: attack, id: attack });
    Object.assign(drill, { startedBy: attack, cancelledBy: attack });
    Object.assign(drill.plan, { id: attack });
    const [check] = drill.findings.verifications ?? [];
    Object.assign(check, { name: attack, method: attack, expected: attack });
    Object.assign(drill.findings.frozen?.backup ?? {}, { id: attack });
    Object.assign(file.signature, { publicKey: attack });
    const page = reportHtml(file, 'en');
    expect(page).not.toContain('<script');
    expect(page.split('&lt;script&gt;').length).toBeGreaterThan(8);
    expect(page).toContain('&quot;&#39;&amp;');
  });
});
