import { isRecord } from '../kubernetes/types';

/** Parameters of Argo CD's Git directory generator. */
interface PathParameters {
  path: string;
  segments: readonly string[];
}

const NAME = '[A-Za-z]+';
const FIELD = new RegExp(`^\\.path\\.(${NAME})$`);
const INDEX = /^index \.path\.segments (\d+)$/;

/** `path` of a folder, as templates name its parts. */
export function parametersOf(path: string): PathParameters {
  return { path, segments: path.split('/') };
}

/**
 * Fills the texts of a template as Argo CD does with `goTemplate: true`, as far as folders have parameters.
 * @throws Error with the expression that cannot be evaluated
 */
export function fillTemplate<T>(template: T, parameters: PathParameters): T {
  return fill(template, parameters) as T;
}

function fill(value: unknown, parameters: PathParameters): unknown {
  if (typeof value === 'string') {
    return value.replace(/\{\{(.*?)\}\}/g, (_, expression: string) =>
      evaluate(expression.trim(), parameters),
    );
  }
  if (Array.isArray(value)) {
    return value.map(item => fill(item, parameters));
  }
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          fill(item, parameters),
        ]),
      )
    : value;
}

function evaluate(
  expression: string,
  { path, segments }: PathParameters,
): string {
  const [, index] = INDEX.exec(expression) ?? [];
  const [, field] = FIELD.exec(expression) ?? [];
  const basename = segments.at(-1) ?? '';
  const values: Record<string, string | undefined> = {
    path,
    basename,
    basenameNormalized: normalized(basename),
  };
  const value =
    index === undefined ? values[field ?? ''] : segments[Number(index)];
  if (value === undefined) {
    throw new Error(`failed to execute go template {{ ${expression} }}`);
  }
  return value;
}

/** What a name of Kubernetes can hold. */
function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^-.a-z0-9]/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 253);
}
