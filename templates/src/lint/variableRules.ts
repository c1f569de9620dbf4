import { LintRule, RENDERED, Template, Use } from './template';

/** What GitHub Actions evaluates in its own `${{ }}`, and the scaffolder renders to nothing. */
const GITHUB = new Set(
  `github env vars secrets inputs needs matrix strategy job jobs runner steps
  hashFiles toJSON fromJSON contains startsWith endsWith format always success
  failure cancelled`.split(/\s+/),
);

const isForeign = ([root]: readonly string[], locals: ReadonlySet<string>) =>
  GITHUB.has(root) && !locals.has(root);

const fileOf = ({ where }: Use) => where.replace(/:\d+$/, '');

/** Names that a file introduces by `set`, `for` or `macro`. */
function localsByFile(template: Template): Map<string, Set<string>> {
  const locals = new Map<string, Set<string>>();
  for (const use of template.fileUses) {
    const file = fileOf(use);
    locals.set(file, new Set([...(locals.get(file) ?? []), ...use.locals]));
  }
  return locals;
}

const undefinedInFiles: LintRule = {
  id: 'undefined-value',
  title: 'A file asks only for values that a step passes',
  *check(template) {
    const locals = localsByFile(template);
    for (const use of template.fileUses) {
      const known = locals.get(fileOf(use)) ?? new Set();
      for (const reference of use.references) {
        const [root, key] = reference;
        if (known.has(root) || isForeign(reference, known)) {
          continue;
        }
        if (root !== 'values') {
          yield {
            where: use.where,
            message: `${root} is not known in a file: only values are. It would render to nothing`,
          };
        } else if (key !== undefined && !template.values.has(key)) {
          yield {
            where: use.where,
            message: `values.${key} is passed by no step. It would render to nothing`,
          };
        }
      }
    }
  },
};

const ROOTS_OF_STEPS = new Set([
  'parameters',
  'steps',
  'user',
  'secrets',
  'each',
  'context',
  'environment',
  'failure',
  'always',
]);

const undefinedInSteps: LintRule = {
  id: 'undefined-parameter',
  title: 'A step asks only for parameters that the form has',
  *check({ ownUses, parameters }) {
    const known = new Set(parameters.map(({ name }) => name));
    for (const { where, references } of ownUses) {
      for (const [root, name] of references) {
        if (!ROOTS_OF_STEPS.has(root)) {
          yield { where, message: `${root} is not known in a step` };
        } else if (root === 'parameters' && name && !known.has(name)) {
          yield { where, message: `The form does not ask for ${name}` };
        }
      }
    }
  },
};

/** Fields that only show what will be made. */
const isDisplay = (schema: Readonly<Record<string, unknown>>) =>
  schema['ui:field'] === 'GoldenPathPreview';

const unusedParameter: LintRule = {
  id: 'unused-parameter',
  title: 'What the form asks for changes what is emitted',
  *check({ parameters, values, fileUses, steps, ownUses }) {
    const usedValues = new Set(
      fileUses.flatMap(({ references }) =>
        references.filter(([root]) => root === 'values').map(([, key]) => key),
      ),
    );
    const mentions = (text: string, name: string) =>
      new RegExp(`\\bparameters\\.${name}\\b`).test(text);
    const passedInValues = new Set(
      steps.flatMap(step =>
        Object.values(step.values).flatMap(value => JSON.stringify(value)),
      ),
    );
    for (const { name, schema } of parameters) {
      // A field with a form of its own may be there to show something.
      if ('ui:field' in schema && !schema.type) {
        continue;
      }
      const keys = [...values].filter(([, texts]) =>
        texts.some(text => mentions(text, name)),
      );
      const inFiles = keys.some(([key]) => usedValues.has(key));
      const elsewhere = ownUses.some(
        ({ piece }) =>
          mentions(piece.text, name) &&
          ![...passedInValues].some(text => text.includes(piece.text)),
      );
      if (!inFiles && !elsewhere && !isDisplay(schema)) {
        yield {
          where: `parameters.${name}`,
          message: `${name} is asked for, but nothing that is emitted depends on it`,
        };
      }
    }
  },
};

const stepOutput: LintRule = {
  id: 'unknown-output',
  title: 'An output that is read is produced by a step before',
  *check({ steps, ownUses, actions }) {
    const order = steps.map(({ id }) => id);
    for (const { where, references } of ownUses) {
      const own = order.indexOf(where.replace(/^steps\./, ''));
      for (const [root, id, word, output] of references) {
        if (root !== 'steps' || id === undefined) {
          continue;
        }
        const at = order.indexOf(id);
        const declared = actions.get(steps[at]?.action ?? '')?.outputs;
        if (at < 0 || (own >= 0 && at >= own)) {
          yield { where, message: `No step before it is called ${id}` };
        } else if (
          word === 'output' &&
          output !== undefined &&
          declared &&
          !declared.includes(output)
        ) {
          yield {
            where,
            message: `${steps[at].action} of step ${id} has no output ${output}`,
          };
        }
      }
    }
  },
};

const foreignExpression: LintRule = {
  id: 'foreign-expression',
  title: "A rendered file holds no expression of GitHub's",
  *check(template) {
    const locals = localsByFile(template);
    for (const use of template.fileUses) {
      const known = locals.get(fileOf(use)) ?? new Set();
      for (const reference of use.references) {
        if (isForeign(reference, known)) {
          yield {
            where: use.where,
            message: `\${{ ${use.piece.text} }} is GitHub's: it would render to nothing. Keep it in a file without ${RENDERED}`,
          };
        }
      }
    }
  },
};

const unrendered: LintRule = {
  id: 'unrendered-file',
  title: 'A file that asks for values is marked to be rendered',
  *check({ files }) {
    for (const [path, text] of files) {
      if (path.endsWith(RENDERED)) {
        continue;
      }
      for (const [index, line] of text.split('\n').entries()) {
        const [expression] = line.match(/\$\{\{[^}]*\bvalues\.[^}]*\}\}/) ?? [];
        if (expression) {
          yield {
            where: `${path}:${index + 1}`,
            message: `${expression} stays as it is: only *${RENDERED} is rendered`,
          };
        }
      }
    }
  },
};

/** Rules on names: what is asked for is there, and what is there is asked for. */
export const VARIABLE_RULES: readonly LintRule[] = [
  undefinedInFiles,
  undefinedInSteps,
  unusedParameter,
  stepOutput,
  foreignExpression,
  unrendered,
];
