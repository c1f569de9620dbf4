import { pairwiseAnswers } from '../covering/parameterSpace';
import { policyFindings } from '../tester/renderTemplate';
import { listTemplates, readTemplate } from '../tester/templateFolder';

jest.setTimeout(60_000);

describe('the policy that people see before they create', () => {
  const cases = listTemplates().flatMap(slug => {
    const variants = pairwiseAnswers([...readTemplate(slug).pages]);
    return [variants[0], variants[variants.length - 1]].map(
      answers => [slug, answers] as const,
    );
  });

  it.each(cases)('finds nothing in %s (%#)', async (slug, answers) => {
    expect(await policyFindings(slug, answers)).toEqual([]);
  });
});
