import { plainAnswers } from '../covering/parameterSpace';
import { faultsOf } from '../covering/choices';
import { JsonObject } from '../covering/json';
import { HOSTILE } from '../covering/hostile';
import { parametersOf } from '../covering/parameters';
import {
  refusalOf,
  RenderedTemplate,
  renderTemplate,
} from '../tester/renderTemplate';
import { listTemplates, readTemplate } from '../tester/templateFolder';
import { harmOf } from './harmless';

/** Nothing else in an emitted repository is called so. */
const WORD = 'zqplainword';

const asked = new Set<string>();

/** Questions that templates share are put to the scaffolder once. */
function isNew(schema: JsonObject, text: string): boolean {
  const before = asked.size;
  return asked.add(`${JSON.stringify(schema)} ${text}`).size > before;
}

jest.setTimeout(120_000);

describe.each(listTemplates())('hostile answers to %s', slug => {
  const { pages } = readTemplate(slug);
  // Each question is asked, those that depend on another one, too.
  const conditions = parametersOf(pages).reduce(
    (answers, { when }) =>
      when ? { ...answers, [when.parameter]: when.values[0] } : answers,
    plainAnswers(pages),
  );
  const base = {
    ...conditions,
    ...Object.fromEntries(
      parametersOf(pages).flatMap(({ name, schema }) =>
        name in conditions || schema.default === undefined
          ? []
          : [[name, schema.default]],
      ),
    ),
  };
  const texts = parametersOf(pages).filter(
    ({ name, schema }) =>
      schema.type === 'string' && !schema.enum && name in base,
  );

  const accepts = (schema: JsonObject, text: string) =>
    faultsOf(schema, text).length === 0;

  it.each(texts)(
    'to $name are refused where they do not fit',
    async question => {
      const { name, schema } = question;
      const news = HOSTILE.filter(
        text => !accepts(schema, text) && isNew(schema, text),
      );
      const taken: string[] = [];
      for (const text of news) {
        const refusal = await refusalOf(slug, { ...base, [name]: text });
        taken.push(...(refusal.length > 0 ? [] : [text]));
      }
      expect(taken).toEqual([]);
      expect(await refusalOf(slug, base)).toEqual([]);
    },
  );

  it('stand where a plain word stood, and change nothing else', async () => {
    const plain = new Map<string, Promise<RenderedTemplate>>();
    const rendered = (names: readonly string[], text: string) =>
      renderTemplate({
        slug,
        parameters: {
          ...base,
          ...Object.fromEntries(names.map(name => [name, text])),
        },
      });
    for (const text of HOSTILE) {
      const names = texts
        .filter(({ schema }) => accepts(schema, text))
        .map(({ name }) => name);
      if (names.length === 0) {
        continue;
      }
      const key = names.join();
      const before = await (plain.get(key) ?? rendered(names, WORD));
      plain.set(key, Promise.resolve(before));
      const after = await rendered(names, text);
      expect({
        text,
        names,
        harm: harmOf(before.files, after.files, WORD, text),
      }).toEqual({ text, names, harm: [] });
    }
    expect(plain.size).toBeGreaterThan(0);
  });

  it('cannot bring values that the form does not ask for to a file', async () => {
    const [plain, more] = await Promise.all([
      renderTemplate({ slug, parameters: base }),
      renderTemplate({
        slug,
        parameters: { ...base, module: '../../outside', kind: 'other' },
      }),
    ]);
    expect(more.files).toEqual(plain.files);
  });
});
