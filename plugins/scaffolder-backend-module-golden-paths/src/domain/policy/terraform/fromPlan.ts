import { Resource } from '@textloom/plugin-scaffolder-golden-paths-common';
import { at, entriesAt, listAt, textAt } from '../shape';

/** What `terraform show -json` says of a plan. */
export interface Planned {
  resources: Resource[];
  /** Values of the variables of the root. */
  variables: Readonly<Record<string, unknown>>;
}

/** A module of the configuration, and the one that calls it. */
interface Module {
  /** `module.platform.module.data.`, or nothing for the root. */
  prefix: string;
  config: unknown;
  caller?: { module: Module; expressions: unknown };
}

/**
 * Reads a plan. What a provider works out by itself counts as set only where the configuration sets it: a plan says
 * "known after apply" of both.
 */
export function readPlan(plan: unknown): Planned {
  const modules = new Map<string, Module>();
  collect(
    { prefix: '', config: at(plan, 'configuration', 'root_module') },
    modules,
  );
  const unknownOf = new Map(
    listAt(plan, 'resource_changes').map(change => [
      textAt(change, 'address'),
      at(change, 'change', 'after_unknown'),
    ]),
  );
  const variables = Object.fromEntries(
    entriesAt(plan, 'variables').map(([name, variable]) => [
      name,
      at(variable, 'value'),
    ]),
  );
  const environment = textAt(variables, 'environment');
  const resources = plannedIn(at(plan, 'planned_values', 'root_module'))
    .filter(planned => textAt(planned, 'mode') !== 'data')
    .map((planned): Resource => {
      const address = textAt(planned, 'address') ?? '';
      const id = withoutKeys(address);
      const type = textAt(planned, 'type') ?? '';
      const prefix = id.slice(0, id.lastIndexOf(`${type}.`));
      const module_ = modules.get(prefix);
      const config = module_ && configOf(module_, id.slice(prefix.length));
      return {
        id,
        type,
        address,
        values: asObject(at(planned, 'values')),
        unknown: marksOf(unknownOf.get(address), config),
        references: module_ ? referencesOf(module_, config) : {},
        ...(environment !== undefined && { environment }),
      };
    });
  return { resources, variables };
}

function collect(module_: Module, into: Map<string, Module>): void {
  into.set(module_.prefix, module_);
  for (const [name, call] of entriesAt(module_.config, 'module_calls')) {
    collect(
      {
        prefix: `${module_.prefix}module.${name}.`,
        config: at(call, 'module'),
        caller: { module: module_, expressions: at(call, 'expressions') },
      },
      into,
    );
  }
}

function plannedIn(module_: unknown): unknown[] {
  return [
    ...listAt(module_, 'resources'),
    ...listAt(module_, 'child_modules').flatMap(plannedIn),
  ];
}

/** Keys may hold dots and brackets in quotes. */
function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}

function configOf({ config }: Module, address: string): unknown {
  return listAt(config, 'resources').find(
    resource => textAt(resource, 'address') === address,
  );
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** What is not known yet and is set by the configuration. Blocks that are generated are in no configuration. */
function marksOf(
  unknown: unknown,
  config: unknown,
): Readonly<Record<string, unknown>> {
  const expressions = asObject(at(config, 'expressions'));
  return Object.fromEntries(
    Object.entries(asObject(unknown))
      .filter(([key, mark]) => mark !== true || key in expressions)
      .map(([key, mark]) => [key, inBlocks(mark, expressions[key])]),
  );
}

/** The same within blocks, where the configuration has them. */
function inBlocks(mark: unknown, config: unknown): unknown {
  if (!Array.isArray(mark) || !Array.isArray(config)) {
    return mark;
  }
  const set = new Set(config.flatMap(block => Object.keys(asObject(block))));
  return mark.map(block =>
    typeof block === 'object' && block !== null
      ? Object.fromEntries(
          Object.entries(block).filter(
            ([key, inner]) => inner !== true || set.has(key),
          ),
        )
      : block,
  );
}

/** Ids that each expression leads to. */
function referencesOf(
  module_: Module,
  config: unknown,
): Record<string, string[]> {
  const each = namesIn(at(config, 'for_each_expression'));
  return Object.fromEntries(
    entriesAt(config, 'expressions').map(([key, expression]) => {
      const names = namesIn(expression);
      const all = names.some(name => name.startsWith('each.'))
        ? [...names, ...each]
        : names;
      return [key, [...new Set(all.flatMap(name => idsOf(module_, name, 0)))]];
    }),
  );
}

/** All references of an expression or of blocks of them. */
function namesIn(expression: unknown): string[] {
  if (Array.isArray(expression)) {
    return expression.flatMap(namesIn);
  }
  if (typeof expression !== 'object' || expression === null) {
    return [];
  }
  return Object.entries(expression).flatMap(([key, inner]) =>
    key === 'references' && Array.isArray(inner)
      ? inner.filter((name): name is string => typeof name === 'string')
      : namesIn(inner),
  );
}

/** A way through modules is no longer than this. */
const MAX_DEPTH = 8;

/** Resources that a name stands for: through variables up to the caller, and through outputs down into modules. */
function idsOf(module_: Module, name: string, depth: number): string[] {
  if (depth > MAX_DEPTH) {
    return [];
  }
  const parts = withoutKeys(name).split('.');
  if (parts[0] === 'var') {
    const { caller } = module_;
    return caller
      ? namesIn(at(caller.expressions, parts[1])).flatMap(each =>
          idsOf(caller.module, each, depth + 1),
        )
      : [];
  }
  if (parts[0] === 'module') {
    const call = at(module_.config, 'module_calls', parts[1]);
    const inner: Module = {
      prefix: `${module_.prefix}module.${parts[1]}.`,
      config: at(call, 'module'),
      caller: { module: module_, expressions: at(call, 'expressions') },
    };
    const output = parts[2];
    return output === undefined
      ? []
      : namesIn(at(inner.config, 'outputs', output, 'expression')).flatMap(
          each => idsOf(inner, each, depth + 1),
        );
  }
  const size = parts[0] === 'data' ? 3 : 2;
  return /^(?:data|[a-z0-9]+_\w+)$/.test(parts[0]) && parts.length >= size
    ? [`${module_.prefix}${parts.slice(0, size).join('.')}`]
    : [];
}
