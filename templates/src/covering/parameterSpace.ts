import { Choice, choicesOf, LEFT_OUT, named } from './choices';
import { coveringArray, Factor, Row } from './coveringArray';
import { Json } from './json';
import { Parameter, parametersOf } from './parameters';

/** Answers to a template's form. */
export type Answers = Readonly<Record<string, Json>>;

/**
 * A small set of answers to a template's form in which every two choices of
 * two questions that can be had together are together at least once.
 *
 * @param pages - `spec.parameters` of the template
 */
export function pairwiseAnswers(pages: Json | undefined): Answers[] {
  const parameters = parametersOf(pages);
  const choices = parameters.map(choicesOf);
  const factors = parameters.map((parameter, index) =>
    factorOf(parameter, choices[index], parameters, choices),
  );
  return coveringArray(factors).map(row => answersOf(parameters, choices, row));
}

/** The answers of a person who only fills in what has no default: the first choice of each question. */
export function plainAnswers(pages: Json | undefined): Answers {
  const parameters = parametersOf(pages);
  const answers = new Map<string, Json>();
  for (const { name, schema, when, ...parameter } of parameters) {
    const guard = when && answers.get(when.parameter);
    if (when && (guard === undefined || !when.values.includes(guard))) {
      continue;
    }
    const [first] = choicesOf({ name, schema, ...parameter });
    const value = schema.default ?? first;
    if (value !== LEFT_OUT) {
      answers.set(name, value as Json);
    }
  }
  return complete(answers);
}

function factorOf(
  { name, when }: Parameter,
  levels: readonly Choice[],
  parameters: readonly Parameter[],
  choices: readonly (readonly Choice[])[],
): Factor {
  if (!when) {
    return { name, levels: levels.length };
  }
  const guard = parameters.findIndex(other => other.name === when.parameter);
  if (guard < 0) {
    throw new Error(`${name} depends on ${when.parameter}, which is not asked`);
  }
  return {
    name,
    levels: levels.length,
    when: {
      factor: when.parameter,
      levels: choices[guard].flatMap((choice, level) =>
        choice !== LEFT_OUT && when.values.includes(choice) ? [level] : [],
      ),
    },
  };
}

function answersOf(
  parameters: readonly Parameter[],
  choices: readonly (readonly Choice[])[],
  row: Row,
): Answers {
  const answers = new Map<string, Json>();
  parameters.forEach(({ name }, index) => {
    const choice = choices[index][row[index]];
    if (choice !== undefined && choice !== LEFT_OUT) {
      answers.set(name, choice);
    }
  });
  return complete(answers);
}

/** A repository is named like its service unless somebody says otherwise. */
function complete(answers: ReadonlyMap<string, Json>): Answers {
  const service = String(answers.get('name') ?? 'example');
  return Object.fromEntries(
    [...answers].map(([name, value]) => [name, named(value, service)]),
  );
}
