import { Json, JsonObject, isObject, objectOf } from '../covering/json';
import { piecesOf } from './expressions';
import { LintRule, RENDERED, textsOf } from './template';

/** Stock actions that a dry run has to skip, since they make something elsewhere. */
const MAKES_ELSEWHERE = /^(?:publish:|catalog:register$)/;

const unknownAction: LintRule = {
  id: 'unknown-action',
  title: 'Every step names an action that is installed',
  *check({ steps, actions }) {
    for (const { id, action } of steps) {
      if (!actions.has(action) && !action.startsWith('publish:')) {
        yield { where: `steps.${id}`, message: `There is no action ${action}` };
      }
    }
  },
};

const dryRun: LintRule = {
  id: 'not-dry-runnable',
  title: 'A dry run shows all files that a real run writes',
  *check({ steps, actions }) {
    for (const { id, action } of steps) {
      if (
        actions.get(action)?.dryRunnable === false &&
        !MAKES_ELSEWHERE.test(action)
      ) {
        yield {
          where: `steps.${id}`,
          message: `A dry run skips ${action}, so nobody sees beforehand what it does`,
        };
      }
    }
  },
};

const IGNORED: Readonly<Record<string, string>> = {
  copyWithoutRender: 'is accepted and ignored since scaffolder 2.0',
  copyWithoutTemplating: `cannot be combined with templateFileExtension ${RENDERED}`,
  cookiecutterCompat: 'renames values to cookiecutter',
};

const ignoredOption: LintRule = {
  id: 'ignored-option',
  title: 'A step sets no option that does nothing',
  *check({ steps }) {
    for (const { id, step } of steps) {
      for (const option of Object.keys(objectOf(step.input))) {
        if (IGNORED[option]) {
          yield {
            where: `steps.${id}`,
            message: `${option} ${IGNORED[option]}`,
          };
        }
      }
    }
  },
};

const marked: LintRule = {
  id: 'renders-everything',
  title: `Only ${RENDERED} files are rendered, without blank lines where blocks were`,
  *check({ steps }) {
    for (const { id, action, step } of steps) {
      if (action !== 'fetch:template') {
        continue;
      }
      const input = objectOf(step.input);
      const extension = input.templateFileExtension;
      if (extension !== RENDERED && extension !== true) {
        yield {
          where: `steps.${id}`,
          message: `Without templateFileExtension ${RENDERED} the braces of Helm, GitHub and Prometheus are evaluated`,
        };
      }
      if (input.trimBlocks !== true || input.lstripBlocks !== true) {
        yield {
          where: `steps.${id}`,
          message:
            'Without trimBlocks and lstripBlocks each block leaves a blank line',
        };
      }
    }
  },
};

/** Strings whose errors the runner swallows: it passes the raw text on. */
const EVALUATED = ['if', 'each', 'input'];

const swallowedError: LintRule = {
  id: 'swallowed-error',
  title: 'What a step evaluates can be evaluated',
  *check({ steps, entity, faultOf }) {
    const places: [string, JsonObject][] = steps.map(({ id, step }) => [
      `steps.${id}`,
      step,
    ]);
    for (const [where, step] of places) {
      for (const key of EVALUATED) {
        yield* faults(where, step[key] ?? null, faultOf);
      }
    }
    yield* faults('output', objectOf(entity.spec).output ?? null, faultOf);
  },
};

function* faults(
  where: string,
  value: Json,
  faultOf: (text: string) => string | undefined,
) {
  for (const text of textsOf(value)) {
    const fault = faultOf(text);
    if (fault) {
      yield {
        where,
        message: `The runner would pass on '${text}' as it is: ${fault}`,
      };
    }
  }
}

const brokenFile: LintRule = {
  id: 'broken-file',
  title: 'A rendered file loses no text to a comment or an unknown filter',
  *check({ files, faultOf }) {
    for (const [path, text] of files) {
      if (!path.endsWith(RENDERED)) {
        continue;
      }
      const { pieces, comments } = piecesOf(text);
      for (const { text: comment, line } of comments) {
        if (!/^[-\s]/.test(comment)) {
          yield {
            where: `${path}:${line}`,
            message: `{#${comment.slice(
              0,
              20,
            )} begins a comment: text is lost. Keep the file without ${RENDERED}, or put the text in a string`,
          };
        }
      }
      for (const { kind, text: expression, line } of pieces) {
        const fault =
          kind === 'expression' ? faultOf(`\${{ ${expression} }}`) : undefined;
        if (fault) {
          yield {
            where: `${path}:${line}`,
            message: `${expression}: ${fault}`,
          };
        }
      }
    }
  },
};

const undo: LintRule = {
  id: 'no-compensation',
  title: 'What was made is taken back when a later step fails',
  *check({ steps }) {
    const makes = steps.findIndex(({ action }) =>
      /^(?:publish:|textloom:publish$)/.test(action),
    );
    const undoes = steps.some(
      ({ action, step }, index) =>
        action === 'textloom:undo' &&
        index > makes &&
        /\bfailure\(\)/.test(String(step.if)),
    );
    if (makes >= 0 && !undoes) {
      yield {
        where: `steps.${steps[makes].id}`,
        message: 'No textloom:undo with if failure() comes after it',
      };
    }
  },
};

const checked: LintRule = {
  id: 'unchecked',
  title: 'Nothing is published that was not checked',
  *check({ steps }) {
    const check = steps.findIndex(({ action }) => action === 'textloom:check');
    for (const [index, { id, action }] of steps.entries()) {
      const publishes = /^(?:publish:|textloom:(?:publish|deliver)$)/.test(
        action,
      );
      if (publishes && (check < 0 || check > index)) {
        yield {
          where: `steps.${id}`,
          message: 'No textloom:check comes before it',
        };
      }
    }
  },
};

const named: LintRule = {
  id: 'unnamed-step',
  title: 'Every step has an id and a name that people read while they wait',
  *check({ steps, entity }) {
    const seen = new Set<string>();
    for (const { id, step } of steps) {
      if (!isObject(step) || !step.id || !step.name) {
        yield { where: `steps.${id}`, message: 'It has no id or no name' };
      }
      if (seen.has(id)) {
        yield { where: `steps.${id}`, message: 'Two steps have this id' };
      }
      seen.add(id);
    }
    if (steps.length === 0) {
      yield {
        where: String(objectOf(entity.metadata).name),
        message: 'It has no steps',
      };
    }
  },
};

/** Rules on steps: what they ask the scaffolder is what it does. */
export const STEP_RULES: readonly LintRule[] = [
  unknownAction,
  dryRun,
  ignoredOption,
  marked,
  swallowedError,
  brokenFile,
  undo,
  checked,
  named,
];
