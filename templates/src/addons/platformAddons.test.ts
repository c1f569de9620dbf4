import { matrixOfFiles } from '../matrix/matrix';
import { readTemplate } from '../tester/templateFolder';
import { renderTemplate } from '../tester/renderTemplate';
import { emittedFiles, VALUES } from './__testUtils__/emitted';

jest.setTimeout(120_000);

describe('the variants of platform-addons', () => {
  const { cases, check, repeat } = matrixOfFiles('platform-addons');
  const [[, first]] = cases;

  it.each(cases)('%s', async (_, answers) => {
    expect(await check(answers)).toEqual([]);
  });

  it('come out the same again, also when their steps run twice', async () => {
    const [once, again, twice] = await repeat(first);
    expect(again).toEqual(once);
    expect(twice).toEqual(once);
  });

  it('are what the other suites of add-ons look at', async () => {
    const { name, title, description, owner, system, repoUrl } = VALUES;
    const { platform, domain, region, objectStorage } = VALUES;
    const { slackChannel, alertEmail, wecom } = VALUES;
    const { files } = await renderTemplate({
      slug: 'platform-addons',
      parameters: {
        ...{ name, title, description, owner, system, repoUrl },
        ...{ platform, domain, region, objectStorage },
        ...{ slackChannel, alertEmail, wecom },
      },
    });
    expect(Object.fromEntries(emittedFiles())).toEqual(
      Object.fromEntries(files),
    );
    expect(readTemplate('platform-addons').steps[0].action).toBe(
      'fetch:template',
    );
  });
});
