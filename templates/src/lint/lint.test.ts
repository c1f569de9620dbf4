import { parse } from 'yaml';
import { JsonObject } from '../covering/json';
import { createEngine } from './engine';
import { LINT_RULES, lintTemplate } from './lint';
import { TemplateSource } from './template';

const TEMPLATE = `
metadata: { name: sample }
spec:
  parameters:
    - title: About
      required: [name, title, database, repoUrl]
      properties:
        name: { title: Name, description: Of the service, type: string, pattern: '^[a-z][a-z-]{1,9}[a-z]$' }
        title: { title: Title, description: For people, type: string, maxLength: 60 }
        database: { title: Database, description: With tables, type: boolean, default: true }
        repoUrl: { title: Repository, description: Where, type: string, pattern: '^[a-z.?=&]+$', examples: ['a.b?owner=o&repo=r'] }
  steps:
    - id: code
      name: Write the code
      action: fetch:template
      input:
        url: ./skeleton
        templateFileExtension: .njk
        trimBlocks: true
        lstripBlocks: true
        values:
          name: \${{ parameters.name }}
          title: \${{ parameters.title }}
          database: \${{ parameters.database }}
    - { id: check, name: Check it, action: 'textloom:check' }
    - id: publish
      name: Make the repository
      action: textloom:publish
      input: { repoUrl: '\${{ parameters.repoUrl }}' }
    - { id: undo, name: Take it back, if: '\${{ failure() }}', action: 'textloom:undo' }
  output:
    links: [{ title: Repository, url: '\${{ steps.publish.output.remoteUrl }}' }]
`;

const FILES: Record<string, string> = {
  'sample/skeleton/README.md.njk':
    '# ${{ values.title }}\n{% for x in [1, 2] %}\n${{ x }}\n{% endfor %}\n',
  'sample/skeleton/chart.yaml.njk':
    'name: ${{ values.name }}\ntitle: ${{ values.title | dump }}\n{# why #}\n',
  "sample/skeleton/${{ 'db.py' if values.database else '' }}": 'TABLES = []\n',
  'sample/skeleton/ci.yaml': 'run: echo ${{ github.sha }} ${#names[@]}\n',
};

const ACTIONS = [
  { id: 'fetch:template', dryRunnable: true, outputs: [] },
  { id: 'textloom:check', dryRunnable: true },
  { id: 'textloom:publish', dryRunnable: true, outputs: ['remoteUrl'] },
  { id: 'textloom:undo', dryRunnable: true },
  { id: 'textloom:blind', dryRunnable: false },
];

/** A copy of the sound template with one thing changed in its text or files. */
function sample({
  yaml = text => text,
  files = {},
}: {
  yaml?: (text: string) => string;
  files?: Record<string, string>;
} = {}): TemplateSource {
  return {
    slug: 'sample',
    entity: parse(yaml(TEMPLATE)) as JsonObject,
    files: new Map(Object.entries({ ...FILES, ...files })),
    actions: new Map(ACTIONS.map(action => [action.id, action])),
    faultOf: createEngine({ name: 'video-search' }),
  };
}

const replace = (from: string | RegExp, to: string) => (text: string) => {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return changed;
};

/** Puts a line below the name in the values that are passed. */
const passed = (line: string) =>
  replace(
    '          title: ${{ parameters.title }}',
    `          title: \${{ parameters.title }}\n          ${line}`,
  );

const file = (text: string) => ({ 'sample/skeleton/x.yaml.njk': text });

/** For each rule: changes that must turn it red, and no other rule. */
const RED: Record<string, Parameters<typeof sample>[0][]> = {
  'unexplained-parameter': [
    { yaml: replace(', description: With tables', '') },
    { yaml: replace('title: About', "title: ''") },
  ],
  'default-only-in-form': [{ yaml: replace('title, database,', 'title,') }],
  'invalid-default': [{ yaml: replace('default: true', 'default: maybe') }],
  'unescaped-text': [
    { files: file('a: ${{ values.title }}') },
    { files: file('a: "${{ values.title }}"') },
    { files: { 'sample/skeleton/x.py.njk': '"""${{ values.title }}"""' } },
  ],
  'unknown-action': [{ yaml: replace('textloom:undo', 'textloom:undo2') }].map(
    change => ({
      yaml: (text: string) =>
        // A second, sound undo, so that only the unknown name is wrong.
        change
          .yaml(text)
          .replace(
            '  output:',
            "    - { id: again, name: Undo, if: '${{ failure() }}', action: 'textloom:undo' }\n  output:",
          ),
    }),
  ),
  'not-dry-runnable': [
    {
      yaml: replace(
        '    - { id: check,',
        "    - { id: blind, name: Blind, action: 'textloom:blind' }\n    - { id: check,",
      ),
    },
  ],
  'ignored-option': [
    {
      yaml: replace(
        'trimBlocks: true',
        'trimBlocks: true\n        copyWithoutRender: [a]',
      ),
    },
    {
      yaml: replace(
        'trimBlocks: true',
        'trimBlocks: true\n        cookiecutterCompat: true',
      ),
    },
  ],
  'renders-everything': [
    { yaml: replace('        templateFileExtension: .njk\n', '') },
    { yaml: replace('trimBlocks: true', 'trimBlocks: false') },
  ],
  'swallowed-error': [
    { yaml: passed('port: ${{ parameters.name | nope }}') },
    { yaml: passed("port: '${{ parameters.name && 1 }}'") },
    { yaml: passed("port: '${{ 1 if true else (parameters.name | nope) }}'") },
    {
      yaml: replace(
        'steps.publish.output.remoteUrl }}',
        'steps.publish.output.remoteUrl | nope }}',
      ),
    },
  ],
  'broken-file': [
    { files: file('a: b{#c\nd: e #}') },
    { files: file('a: ${{ values.name | nope }}') },
  ],
  'no-compensation': [{ yaml: replace(/ {4}- \{ id: undo.*\n/, '') }],
  unchecked: [{ yaml: replace(/ {4}- \{ id: check.*\n/, '') }],
  'unnamed-step': [
    { yaml: replace('id: check, name: Check it, ', 'id: check, ') },
    { yaml: replace('id: undo,', 'id: check,') },
  ],
  'undefined-value': [
    { files: file('a: ${{ values.typo }}') },
    { files: file('{% if values.typo.deep %}\na: 1\n{% endif %}') },
    { files: file('a: ${{ name }}') },
    { files: { "sample/skeleton/${{ 'x' if values.typo else '' }}": '' } },
  ],
  'undefined-parameter': [
    { yaml: passed('port: ${{ parameters.typo }}') },
    { yaml: passed('port: ${{ values.name }}') },
  ],
  'unused-parameter': [
    {
      yaml: replace(
        '        repoUrl: {',
        '        colour: { title: Colour, description: Of it, type: string, enum: [a] }\n        repoUrl: {',
      ),
    },
    {
      yaml: (text: string) =>
        passed('colour: ${{ parameters.colour }}')(
          replace(
            '        repoUrl: {',
            '        colour: { title: Colour, description: Of it, type: string, enum: [a] }\n        repoUrl: {',
          )(text),
        ),
    },
  ],
  'unknown-output': [
    { yaml: replace('output.remoteUrl', 'output.url') },
    { yaml: replace('steps.publish.output', 'steps.make.output') },
    { yaml: passed('made: ${{ steps.publish.output.remoteUrl }}') },
  ],
  'foreign-expression': [
    { files: file('a: ${{ github.sha }}') },
    { files: file('a: ${{ secrets.TOKEN }}') },
    { files: file("a: ${{ needs['build'].outputs.digest }}") },
  ],
  'unrendered-file': [
    { files: { 'sample/skeleton/x.yaml': 'a: ${{ values.name }}' } },
  ],
};

describe('the linter of templates', () => {
  it('finds nothing in a sound template', () => {
    expect(lintTemplate(sample())).toEqual([]);
  });

  it('has a change for each rule that must turn it red', () => {
    expect(Object.keys(RED).sort()).toEqual(
      LINT_RULES.map(({ id }) => id).sort(),
    );
  });

  const cases = Object.entries(RED).flatMap(([rule, changes]) =>
    changes.map((change, index) => [rule, index + 1, change] as const),
  );
  it.each(cases)('turns %s red, and it alone (%i)', (rule, _, change) => {
    const findings = lintTemplate(sample(change));
    expect([...new Set(findings.map(finding => finding.rule))]).toEqual([rule]);
  });

  it('names file, line and what to do', () => {
    expect(
      lintTemplate(sample({ files: file('a: 1\nb: ${{ values.typo }}') })),
    ).toEqual([
      {
        rule: 'undefined-value',
        where: 'sample/skeleton/x.yaml.njk:2',
        message: 'values.typo is passed by no step. It would render to nothing',
      },
    ]);
  });

  it('leaves a loop over locals, raw text and strings with braces alone', () => {
    const text = [
      '{% set greeting = "a}}b" %}',
      '{% for key, value in values.name %}',
      '${{ key }}=${{ value | default(greeting) | dump }}',
      '{% endfor %}',
      '{% raw %}${{ github.sha }}{% endraw %}',
      '${{ "${{ github.sha }}" }}',
    ].join('\n');
    expect(lintTemplate(sample({ files: file(text) }))).toEqual([]);
  });
});
