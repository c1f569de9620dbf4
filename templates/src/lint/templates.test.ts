import { readTemplateSource } from '../tester/templateSource';
import { listTemplates } from '../tester/templateFolder';
import { lintTemplate } from './lint';

jest.setTimeout(60_000);

describe('the templates of TextLoom', () => {
  it.each(listTemplates())('%s keeps every rule of the linter', async slug => {
    expect(lintTemplate(await readTemplateSource(slug))).toEqual([]);
  });
});
