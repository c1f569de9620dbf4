import { parse as parseToml } from 'smol-toml';
import { parseAllDocuments } from 'yaml';
import { Files } from '../checks/finding';
import { Json, isObject } from '../covering/json';

/** Prose: what is written stands there as it is. */
const PROSE = /\.(?:md|txt)$/;

/** What is executed line by line: no free text belongs there. */
const COMMANDS = /(?:^|\/)(?:Makefile|Dockerfile)$|\.sh$|^\.github\/|\.env$/;

/**
 * What a text did to the files beyond standing where a plain word stood:
 * both are emitted by the same template, one with the word, one with the text.
 */
export function harmOf(
  plain: Files,
  hostile: Files,
  word: string,
  text: string,
): string[] {
  const paths = new Set([...plain.keys(), ...hostile.keys()]);
  return [...paths].flatMap(path => {
    const before = plain.get(path);
    const after = hostile.get(path);
    if (before === undefined || after === undefined) {
      return [`${path} is there with one of them only`];
    }
    const harm = harmIn(path, { before, after, word, text });
    return harm ? [`${path} ${harm}`] : [];
  });
}

interface Pair {
  readonly before: string;
  readonly after: string;
  readonly word: string;
  readonly text: string;
}

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

function harmIn(path: string, pair: Pair): string | undefined {
  const { before, after, word, text } = pair;
  if (!before.includes(word)) {
    return before === after ? undefined : 'changed without naming it';
  }
  if (COMMANDS.test(path)) {
    return 'holds free text among commands';
  }
  const parser = parserOf(path);
  if (parser) {
    const expected = JSON.stringify(replaceIn(parser(before), word, text));
    return JSON.stringify(safely(parser, after)) === expected
      ? undefined
      : 'says something else';
  }
  const forms = PROSE.test(path) ? [text] : [escaped(text)];
  return forms.some(form => before.split(word).join(form) === after)
    ? undefined
    : 'holds it unescaped';
}

function parserOf(path: string): ((text: string) => unknown) | undefined {
  if (/\.ya?ml$/.test(path)) {
    return text =>
      parseAllDocuments(text).map(document => {
        const [error] = document.errors;
        if (error) {
          throw error;
        }
        return document.toJS();
      });
  }
  if (path.endsWith('.json')) {
    return JSON.parse;
  }
  return path.endsWith('.toml') ? parseToml : undefined;
}

function safely(parser: (text: string) => unknown, text: string): unknown {
  try {
    return parser(text);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Each text of a parsed file with the word replaced. */
function replaceIn(value: unknown, word: string, text: string): unknown {
  if (typeof value === 'string') {
    return value.split(word).join(text);
  }
  if (Array.isArray(value)) {
    return value.map(item => replaceIn(item, word, text));
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value as Record<string, Json>).map(([key, item]) => [
          key,
          replaceIn(item, word, text),
        ]),
      )
    : value;
}
