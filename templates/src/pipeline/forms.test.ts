import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { Entity } from '@backstage/catalog-model';
import { faultsOf } from '../covering/choices';
import { JsonObject, objectOf } from '../covering/json';
import { parametersOf } from '../covering/parameters';
import { readTemplate, TemplateFolder } from '../tester/templateFolder';
import { ANSWERS, SERVICES } from './__testUtils__/emit';

const templates = () => Promise.all(SERVICES.map(slug => readTemplate(slug)));
const schemaOf = ({ pages }: TemplateFolder, name: string): JsonObject => {
  const found = parametersOf(pages).find(one => one.name === name);
  if (!found) {
    throw new Error(`The form does not ask for ${name}`);
  }
  return found.schema;
};

describe.each(SERVICES)('the form of %s', slug => {
  let template: TemplateFolder;
  beforeAll(async () => {
    template = await readTemplate(slug);
  });

  it('is what the scaffolder takes', async () => {
    const entity = template.entity as unknown as Entity;
    await expect(templateEntityV1beta3Validator.check(entity)).resolves.toBe(
      true,
    );
  });

  it('has few pages, the last of which shows what will be made', () => {
    const titles = template.pages.map(({ title }) => title);
    expect(titles[0]).toBe('About');
    expect(titles[titles.length - 1]).toBe('Look before you create');
    expect(titles.length).toBeLessThanOrEqual(4);
    expect(schemaOf(template, 'preview')).toMatchObject({
      'ui:field': 'GoldenPathPreview',
    });
  });

  it('says what is wrong in words, wherever a pattern refuses', () => {
    const silent = parametersOf(template.pages).filter(
      ({ schema }) =>
        schema.pattern &&
        !/^(?:Use|Choose) /.test(`${objectOf(schema.errorMessage).pattern}`),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('takes what a person would write', () => {
    for (const [name, value] of Object.entries(ANSWERS)) {
      expect([name, faultsOf(schemaOf(template, name), value)]).toEqual([
        name,
        [],
      ]);
    }
    const title = schemaOf(template, 'title');
    for (const text of [
      '字'.repeat(60),
      'A',
      'Übersicht – “alles”',
      '#1 & *',
    ]) {
      expect([text, faultsOf(title, text)]).toEqual([text, []]);
    }
  });

  it.each([
    [
      'name',
      [
        'ab',
        'a'.repeat(41),
        '-ab',
        'ab-',
        'a--b',
        'Abc',
        'a_b',
        'a.b',
        'a/b',
        '../x',
        'abc\n',
        '1ab',
        'äbc',
        '',
      ],
    ],
    [
      'title',
      [
        '',
        'a\nb: c',
        'a\u2028b',
        '\u202Eabc',
        'a\u0000',
        '${{ secrets }}',
        '{{ x }}',
        '{% x %}',
        '<script>',
        '`id`',
        '\\n',
        ' a',
        'a ',
        'x'.repeat(61),
      ],
    ],
    [
      'description',
      [
        'too short',
        'x'.repeat(201),
        'two\nlines of text',
        'with {{ braces }} in it',
        'with \u200B in between',
      ],
    ],
    [
      'owner',
      [
        'video-platform',
        'user:default/guest',
        'group:default/../x',
        'group:default/a\n',
        'group:a b/c',
        'group:default/',
      ],
    ],
    ['system', ['textloom', 'component:default/x', 'system:default/a#b']],
    [
      'repoUrl',
      [
        'github.com',
        'github.com?owner=a',
        'github.com?owner=a&repo=../x',
        'github.com?owner=a&repo=x.git',
        'https://github.com?owner=a&repo=abc',
        'github.com?owner=a&repo=abc&host=evil',
        'a@evil.com?owner=a&repo=abc',
        'github.com/x?owner=a&repo=abc',
      ],
    ],
  ])('refuses a hostile %s', (name, values) => {
    const schema = schemaOf(template, name);
    const taken = values.filter(value => faultsOf(schema, value).length === 0);
    expect(taken).toEqual([]);
  });
});

it('passes the same values in every template, so that the parts know them', async () => {
  const all = (await templates()).map(({ steps }) =>
    steps
      .filter(({ input }) => objectOf(input ?? {}).values)
      .map(({ input }) => Object.keys(objectOf(objectOf(input!).values))),
  );
  const [[first]] = all;
  all.flat().forEach(keys => expect(keys).toEqual(first));
  expect(all.map(steps => steps.length)).toEqual([2, 2, 2]);
});

it('says its version once', async () => {
  for (const { entity, steps } of await templates()) {
    const { annotations } = objectOf(entity.metadata);
    const [{ input }] = steps;
    expect(objectOf(objectOf(input!).values).templateVersion).toBe(
      objectOf(annotations)['backstage.io/template-version'],
    );
  }
});

it('calls no module as a word or a package of Python', async () => {
  const [{ steps }, { steps: ofWorker }] = await templates();
  for (const [{ input }] of [steps, ofWorker]) {
    expect(objectOf(objectOf(input!).values).module).toBe(
      '${{ parameters.name | replace("-", "_") if "-" in parameters.name else parameters.name + "_service" }}',
    );
  }
  const [template] = await templates();
  expect(faultsOf(schemaOf(template, 'name'), 'prometheus-client')).not.toEqual(
    [],
  );
});
