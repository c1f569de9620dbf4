import { parse as parseToml } from 'smol-toml';
import { parseAllDocuments } from 'yaml';
import { Files, ToolFinding } from './finding';

/** Templates of Helm are YAML only once Helm has rendered them. */
const OF_HELM = /(?:^|\/)(?:charts?\/(?:[\w-]+\/)*|observability\/)templates\//;

/** Comments are allowed there. */
const JSON_WITH_COMMENTS = /(?:^|\/)(?:tsconfig.*|\.devcontainer)\.json$/;

function faultIn(path: string, text: string): string | undefined {
  try {
    if (/\.ya?ml$/.test(path) && !OF_HELM.test(path)) {
      const [error] = parseAllDocuments(text, { uniqueKeys: true }).flatMap(
        document => [...document.errors, ...document.warnings],
      );
      return error?.message;
    }
    if (path.endsWith('.json') && !JSON_WITH_COMMENTS.test(path)) {
      JSON.parse(text);
    } else if (path.endsWith('.toml')) {
      parseToml(text);
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** YAML, JSON and TOML that do not parse. */
export function checkSyntax(files: Files): ToolFinding[] {
  return [...files].flatMap(([path, text]) => {
    const message = faultIn(path, text);
    return message ? [{ tool: 'parse', where: path, message }] : [];
  });
}

const UNRENDERED = 'was not rendered';

/** What a renderer leaves behind when something was not there. */
const LEFTOVERS: readonly [RegExp, string][] = [
  [/\$\{\{-?\s*(?:values|parameters|cookiecutter)\b/, UNRENDERED],
  [/\{%-?\s*(?:if|for|set|endif|endfor|else)\b/, UNRENDERED],
  [
    /^\s*(?:-\s*)?(?:image|repository|name|host|url|run|if|path|expr):\s*(?:""|'')?\s*$/,
    'is empty',
  ],
  [/\b(?:undefined|\[object Object\]|NaN)\b(?=["']?\s*$)/, 'was not there'],
];

/** Files whose own language has such marks, or where an empty field begins a block. */
const MAY_HOLD =
  /\.(?:sh|tsx?|mts|mjs|py|md|svg|lock|mako)$|^cliff\.toml$|(?:^|\/)chart\/(?:[\w-]+\/)*(?:templates\/|values)/;

/** Marks of the renderer, and fields that it left empty. */
export function checkLeftovers(files: Files): ToolFinding[] {
  return [...files].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index, lines) =>
      LEFTOVERS.filter(
        ([pattern, what]) =>
          pattern.test(line) &&
          !(what === UNRENDERED && path === 'cliff.toml') &&
          (what === UNRENDERED ||
            (!MAY_HOLD.test(path) && !isBlock(line, lines[index + 1]))),
      ).map(([, what]) => ({
        tool: 'leftovers',
        where: `${path}:${index + 1}`,
        message: `'${line.trim()}' ${what}`,
      })),
    ),
  );
}

/** `name:` that is followed by something deeper is a key with a block below it. */
function isBlock(line: string, next = ''): boolean {
  const depth = (text: string) => text.search(/\S/);
  return /:\s*$/.test(line) && depth(next) > depth(line);
}
