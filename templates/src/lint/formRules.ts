import { faultsOf, choicesOf } from '../covering/choices';
import { listOf, objectOf } from '../covering/json';
import { Parameter } from '../covering/parameters';
import { LintRule, Template } from './template';

const texts: LintRule = {
  id: 'unexplained-parameter',
  title: 'Every page and every question has a title and an explanation',
  *check({ parameters, entity }) {
    for (const [index, item] of [objectOf(entity.spec).parameters ?? []]
      .flat()
      .entries()) {
      if (!objectOf(item).title) {
        yield {
          where: `parameters[${index}]`,
          message: 'The page has no title',
        };
      }
    }
    for (const { name, schema } of parameters) {
      const missing = ['title', 'description'].filter(
        key => !String(schema[key] ?? '').trim(),
      );
      if (missing.length) {
        yield {
          where: `parameters.${name}`,
          message: `It has no ${missing.join(' and no ')}`,
        };
      }
      if (
        schema.enumNames &&
        listOf(schema.enumNames).length !== listOf(schema.enum).length
      ) {
        yield {
          where: `parameters.${name}`,
          message: 'enumNames does not name each value of enum',
        };
      }
    }
  },
};

const defaults: LintRule = {
  id: 'default-only-in-form',
  title: 'A default holds for those who do not use the form, too',
  *check({ parameters, ownUses }) {
    for (const { name, schema, required } of parameters) {
      if (schema.default === undefined || required) {
        continue;
      }
      const bare = ownUses.find(
        ({ references, filters }) =>
          references.some(
            ([root, key]) => root === 'parameters' && key === name,
          ) && !filters.includes('default'),
      );
      if (bare) {
        yield {
          where: `parameters.${name}`,
          message: `An API call that leaves it out gets nothing instead of ${JSON.stringify(
            schema.default,
          )}: make it required, or use default() in ${bare.where}`,
        };
      }
    }
  },
};

const validDefault: LintRule = {
  id: 'invalid-default',
  title: 'A default is an answer that the form accepts',
  *check({ parameters }) {
    for (const { name, schema } of parameters) {
      const faults =
        schema.default === undefined ? [] : faultsOf(schema, schema.default);
      if (faults.length) {
        yield {
          where: `parameters.${name}`,
          message: `The default is refused: ${faults.join(', ')}`,
        };
      }
    }
  },
};

/** What means something in YAML, JSON, TOML, Python, TypeScript or a shell. */
const DANGEROUS = [
  '\n',
  '"',
  "'",
  '`',
  '\\',
  '$',
  '{',
  '}',
  '<',
  '|',
  ';',
  ': ',
  ' #',
];

/** What means something in YAML at the beginning. */
const DANGEROUS_FIRST = ['*', '&', '!', '@', '- ', '%'];

/** Filters after which a text cannot leave its place. */
const ESCAPES = new Set([
  'dump',
  'urlencode',
  'escape',
  'int',
  'float',
  'length',
]);

/** Prose: there is nothing to break out of. */
const PROSE = /\.(?:md|txt)(?:\.njk)?:\d+$/;

const unescaped: LintRule = {
  id: 'unescaped-text',
  title: 'A text that people write freely is escaped where it is put',
  *check(template) {
    const free = freeValues(template);
    for (const { where, references, filters, piece } of template.fileUses) {
      if (piece.kind !== 'expression' || PROSE.test(where)) {
        continue;
      }
      const key = references.find(
        ([root, name]) => root === 'values' && free.has(name),
      )?.[1];
      if (key && !filters.some(filter => ESCAPES.has(filter))) {
        yield {
          where,
          message: `values.${key} may hold ${free.get(
            key,
          )}: put it through dump, or give it a strict pattern`,
        };
      }
    }
  },
};

/** Values that come from free text, each with characters that it may hold. */
function freeValues({ parameters, values }: Template): Map<string, string> {
  const free = new Map<string, string>();
  for (const parameter of parameters) {
    const allowed = dangerousIn(parameter);
    if (allowed.length) {
      for (const [key, expressions] of values) {
        const takes = new RegExp(
          `^\\$\\{\\{\\s*parameters\\.${parameter.name}\\b`,
        );
        if (expressions.some(expression => takes.test(expression))) {
          free.set(key, allowed.map(char => JSON.stringify(char)).join(' '));
        }
      }
    }
  }
  return free;
}

function dangerousIn({ name, schema }: Parameter): string[] {
  if (schema.type !== 'string' || schema.enum) {
    return [];
  }
  const samples = choicesOf({ name, schema, required: false })
    .filter((choice): choice is string => typeof choice === 'string')
    .flatMap(sample => [sample, sample.slice(0, -2)]);
  const isAllowed = (text: string) => faultsOf(schema, text).length === 0;
  return [
    ...DANGEROUS.filter(part =>
      samples.some(sample =>
        [0, 1, Math.floor(sample.length / 2), sample.length].some(at =>
          isAllowed(sample.slice(0, at) + part + sample.slice(at)),
        ),
      ),
    ),
    ...DANGEROUS_FIRST.filter(part =>
      samples.some(sample => isAllowed(part + sample)),
    ),
  ];
}

/** Rules on the form: a newcomer can fill it, and nobody can misuse it. */
export const FORM_RULES: readonly LintRule[] = [
  texts,
  defaults,
  validDefault,
  unescaped,
];
