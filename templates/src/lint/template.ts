import { Json, JsonObject, isObject, objectOf } from '../covering/json';
import { Parameter, parametersOf } from '../covering/parameters';
import { Piece, piecesOf, Reading, readPiece } from './expressions';

/** An action that a step may name. */
export interface Action {
  readonly id: string;
  /** Whether a dry run runs it, rather than skipping it. */
  readonly dryRunnable: boolean;
  /** Names of its outputs; undefined when it does not declare them. */
  readonly outputs?: readonly string[];
}

/** What the linter looks at: a template and all that it renders. */
export interface TemplateSource {
  readonly slug: string;
  /** `template.yaml`, parsed. */
  readonly entity: JsonObject;
  /** Text of each file that a step renders or copies, by its path below the folder of all templates. */
  readonly files: ReadonlyMap<string, string>;
  readonly actions: ReadonlyMap<string, Action>;
  /** What the scaffolder's template engine says against an expression; undefined when it is fine. */
  readonly faultOf: (expression: string) => string | undefined;
}

/** Something wrong with a template. */
export interface LintFinding {
  readonly rule: string;
  /** File and line, or the place in `template.yaml`. */
  readonly where: string;
  readonly message: string;
}

/** A rule that every template keeps. */
export interface LintRule {
  readonly id: string;
  readonly title: string;
  check(template: Template): Iterable<Omit<LintFinding, 'rule'>>;
}

/** One evaluated piece of a file, of a file's name or of `template.yaml`. */
export interface Use extends Reading {
  readonly where: string;
  readonly piece: Piece;
}

/** A step of `template.yaml`. */
export interface TemplateStep {
  readonly id: string;
  readonly action: string;
  readonly step: JsonObject;
  readonly values: JsonObject;
}

/** A template source with what most rules ask of it worked out. */
export interface Template extends TemplateSource {
  readonly parameters: readonly Parameter[];
  readonly steps: readonly TemplateStep[];
  /** Keys of `values` that some step passes to files, with the expressions behind them. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** What the rendered files and the names of all files evaluate. */
  readonly fileUses: readonly Use[];
  /** What `template.yaml` evaluates, by step or output. */
  readonly ownUses: readonly Use[];
}

/** Extension of the files that are rendered; all others are copied. */
export const RENDERED = '.njk';

/** Works out what most rules ask. */
export function openTemplate(source: TemplateSource): Template {
  const spec = objectOf(source.entity.spec);
  const steps = (Array.isArray(spec.steps) ? spec.steps : []).map(
    (item: Json, index): TemplateStep => {
      const step = objectOf(item);
      return {
        id: String(step.id ?? `step-${index + 1}`),
        action: String(step.action),
        step,
        values: objectOf(objectOf(step.input).values),
      };
    },
  );
  const values = new Map<string, string[]>();
  for (const step of steps) {
    for (const [key, value] of Object.entries(step.values)) {
      values.set(key, [...(values.get(key) ?? []), ...textsOf(value)]);
    }
  }
  return {
    ...source,
    parameters: parametersOf(spec.parameters),
    steps,
    values,
    fileUses: [...source.files].flatMap(([path, text]) => [
      ...usesOf(path, path),
      ...(path.endsWith(RENDERED) ? usesOf(path, text) : []),
    ]),
    ownUses: [
      ...steps.flatMap(({ id, step }) => usesOfJson(`steps.${id}`, step)),
      ...usesOfJson('output', spec.output ?? null),
    ],
  };
}

function usesOf(path: string, text: string): Use[] {
  return piecesOf(text).pieces.map(piece => ({
    where: `${path}:${piece.line}`,
    piece,
    ...readPiece(piece),
  }));
}

function usesOfJson(where: string, value: Json): Use[] {
  return textsOf(value).flatMap(text =>
    piecesOf(text).pieces.map(piece => ({ where, piece, ...readPiece(piece) })),
  );
}

/** All texts inside a value of JSON. */
export function textsOf(value: Json): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(textsOf);
  }
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}
