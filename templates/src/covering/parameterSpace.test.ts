import { choicesOf, faultsOf, LEFT_OUT } from './choices';
import { JsonObject } from './json';
import { parametersOf } from './parameters';
import { pairwiseAnswers, plainAnswers } from './parameterSpace';

const PAGES: JsonObject[] = [
  {
    title: 'About',
    required: ['name', 'title', 'repoUrl'],
    properties: {
      name: {
        type: 'string',
        pattern: '^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,38}[a-z0-9]$',
      },
      title: { type: 'string', minLength: 1, maxLength: 60 },
      repoUrl: {
        type: 'string',
        'ui:field': 'RepoUrlPicker',
        'ui:options': { allowedHosts: ['forge.test'] },
      },
    },
  },
  {
    title: 'How it runs',
    required: ['exposure'],
    properties: {
      exposure: { type: 'string', enum: ['public', 'internal'] },
      database: { type: 'boolean', default: true },
      replicas: { type: 'integer', minimum: 1, maximum: 9, default: 3 },
    },
    dependencies: {
      exposure: {
        oneOf: [
          {
            required: ['host'],
            properties: {
              exposure: { enum: ['public'] },
              host: {
                type: 'string',
                default: 'api.textloom.ai',
                pattern: '^[a-z]+(?:\\.[a-z]+)+$',
                maxLength: 20,
              },
            },
          },
          { properties: { exposure: { enum: ['internal'] } } },
        ],
      },
    },
  },
];

describe('the questions of a form', () => {
  it('come from all pages, each with the condition under which it is asked', () => {
    expect(
      parametersOf(PAGES).map(({ name, required, when }) => ({
        name,
        required,
        when,
      })),
    ).toEqual([
      { name: 'name', required: true, when: undefined },
      { name: 'title', required: true, when: undefined },
      { name: 'repoUrl', required: true, when: undefined },
      { name: 'exposure', required: true, when: undefined },
      { name: 'database', required: false, when: undefined },
      { name: 'replicas', required: false, when: undefined },
      {
        name: 'host',
        required: true,
        when: { parameter: 'exposure', values: ['public'] },
      },
    ]);
  });

  it('may hang on if and then, also below allOf', () => {
    const page = {
      properties: { a: { type: 'boolean' } },
      allOf: [
        {
          if: { properties: { a: { const: true } } },
          then: { properties: { b: { type: 'boolean' } } },
        },
      ],
    };
    expect(parametersOf([page])[1]).toMatchObject({
      name: 'b',
      when: { parameter: 'a', values: [true] },
    });
  });

  it.each([
    ['anyOf', { anyOf: [] }, /'anyOf' are not understood/],
    ['a list of dependencies', { dependencies: { a: ['b'] } }, /of a are not/],
    [
      'an else',
      { if: { properties: { a: { const: 1 } } }, then: {}, else: {} },
      /have no else/,
    ],
    [
      'a condition by pattern',
      { if: { properties: { a: { pattern: 'x' } } }, then: {} },
      /neither const nor enum/,
    ],
  ])('are refused when tied by %s', (_, page, message) => {
    expect(() => parametersOf([page as JsonObject])).toThrow(message);
  });
});

describe('the choices of a question', () => {
  const choices = (schema: JsonObject, required = true) =>
    choicesOf({ name: 'q', schema, required });

  it.each<[string, JsonObject, unknown[]]>([
    ['enum', { enum: ['a', 'b'] }, ['a', 'b']],
    ['boolean', { type: 'boolean', default: false }, [true, false]],
    [
      'number',
      { type: 'integer', minimum: 1, maximum: 9, default: 3 },
      [3, 1, 9],
    ],
    ['examples', { type: 'string', pattern: '^§$', examples: ['§'] }, ['§']],
    [
      'owner',
      { type: 'string', 'ui:field': 'OwnerPicker' },
      ['group:default/video-platform'],
    ],
    [
      'entity',
      {
        type: 'string',
        'ui:field': 'EntityPicker',
        'ui:options': { catalogFilter: { kind: 'System' } },
      },
      ['system:default/textloom'],
    ],
  ])('of kind %s', (_, schema, expected) => {
    expect(choices(schema)).toEqual(expected);
  });

  it('reach both ends of a length that only the pattern bounds', () => {
    const lengths = choices(parametersOf(PAGES)[0].schema).map(
      value => String(value).length,
    );
    expect(lengths).toEqual([3, 40]);
  });

  it('hold an awkward text where free text is allowed', () => {
    expect(choices({ type: 'string', minLength: 1, maxLength: 60 })).toContain(
      `It's "video": #1 & <b> 100% of {it}, \\o/ 视频渲染`,
    );
  });

  it('hold silence where nothing has to be said', () => {
    expect(choices({ type: 'boolean' }, false)).toEqual([
      true,
      false,
      LEFT_OUT,
    ]);
  });

  it('ask for examples when no text can be found', () => {
    expect(() => choices({ type: 'string', pattern: '^§$' })).toThrow(
      /q could be found.*examples/,
    );
  });
});

describe('pairwise answers', () => {
  const rows = pairwiseAnswers(PAGES);

  it('are all allowed by each page', () => {
    for (const answers of rows) {
      for (const page of PAGES) {
        expect(faultsOf(page, answers)).toEqual([]);
      }
    }
  });

  it('answer a dependent question exactly where it is asked', () => {
    for (const answers of rows) {
      expect('host' in answers).toBe(answers.exposure === 'public');
    }
    const hosts = rows.flatMap(({ host }) => (host ? [host] : []));
    expect(new Set(hosts).size).toBeGreaterThan(1);
  });

  it('name the repository like the service', () => {
    expect(rows[0].repoUrl).toBe(
      `forge.test?owner=textloom&repo=${rows[0].name}`,
    );
  });

  it('hold every pair, such as each exposure without a database', () => {
    for (const exposure of ['public', 'internal']) {
      expect(rows).toContainEqual(
        expect.objectContaining({ exposure, database: false }),
      );
    }
  });

  it('start from plain answers that take each default', () => {
    expect(plainAnswers(PAGES)).toEqual({
      name: 'aaa',
      title: 'a',
      repoUrl: 'forge.test?owner=textloom&repo=aaa',
      exposure: 'public',
      database: true,
      replicas: 3,
      host: 'api.textloom.ai',
    });
  });
});
