/** A piece of a template that is evaluated: `${{ … }}` or `{% … %}`. */
export interface Piece {
  readonly kind: 'expression' | 'block';
  /** What stands between the marks, trimmed. */
  readonly text: string;
  /** Line of the opening mark, from 1. */
  readonly line: number;
}

/** A comment of a template: what it holds is never emitted. */
export interface Comment {
  readonly text: string;
  readonly line: number;
}

const OPENING = /\$\{\{|\{%|\{#/g;
const RAW_END = /\{%-?\s*endraw\s*-?%\}/g;

const newlines = (text: string) => text.split('\n').length - 1;

/** Splits a template into what is evaluated and what is dropped; the rest is copied as it is. */
export function piecesOf(source: string): {
  pieces: Piece[];
  comments: Comment[];
} {
  const pieces: Piece[] = [];
  const comments: Comment[] = [];
  const opening = new RegExp(OPENING);
  let line = 1;
  let counted = 0;
  for (let match = opening.exec(source); match; match = opening.exec(source)) {
    line += newlines(source.slice(counted, match.index));
    counted = match.index;
    const start = opening.lastIndex;
    if (match[0] === '{#') {
      const end = source.indexOf('#}', start);
      comments.push({
        text: source.slice(start, end < 0 ? undefined : end),
        line,
      });
      opening.lastIndex = end < 0 ? source.length : end + 2;
      continue;
    }
    const isBlock = match[0] === '{%';
    const end = closingAt(source, start, isBlock ? '%}' : '}}');
    const text = source.slice(start, end).replace(/^-|-$/g, '').trim();
    pieces.push({ kind: isBlock ? 'block' : 'expression', text, line });
    opening.lastIndex = end + 2;
    if (isBlock && text === 'raw') {
      const rawEnd = new RegExp(RAW_END);
      rawEnd.lastIndex = opening.lastIndex;
      opening.lastIndex = rawEnd.exec(source)
        ? rawEnd.lastIndex
        : source.length;
    }
  }
  return { pieces, comments };
}

/** Where the closing mark stands, not counting those in strings. */
function closingAt(source: string, from: number, mark: string): number {
  let quote = '';
  for (let at = from; at < source.length; at++) {
    const char = source[at];
    if (quote) {
      if (char === '\\') {
        at++;
      } else if (char === quote) {
        quote = '';
      }
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (source.startsWith(mark, at)) {
      return at;
    }
  }
  return source.length;
}

/** A variable as an expression names it: `values.owner.name` is `['values', 'owner', 'name']`. */
export type Reference = readonly string[];

/** What an expression or block says, as far as a linter needs it. */
export interface Reading {
  readonly references: readonly Reference[];
  /** Filters in the order in which they are applied. */
  readonly filters: readonly string[];
  /** Names that the block itself introduces. */
  readonly locals: readonly string[];
}

const TOKEN =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[A-Za-z_]\w*|\d+(?:\.\d+)?|[^\s]/g;
const WORDS = new Set(
  `and or not if else elif endif in is for endfor set endset true false none
  null undefined defined raw endraw macro endmacro call endcall filter
  endfilter loop range recursive True False None`.split(/\s+/),
);
const NAME = /^[A-Za-z_]/;

/** Reads the names out of an expression or block. */
export function readPiece({
  kind,
  text,
}: Pick<Piece, 'kind' | 'text'>): Reading {
  const tokens = text.match(TOKEN) ?? [];
  const references: string[][] = [];
  const filters: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!NAME.test(token)) {
      continue;
    }
    const before = tokens[at - 1];
    if (before === '|') {
      filters.push(token);
    } else if (before === 'is' || before === '.' || isKeyword(tokens, at)) {
      continue;
    } else if (!WORDS.has(token)) {
      const path = [token];
      while (tokens[at + 1] === '.' && NAME.test(tokens[at + 2] ?? '')) {
        path.push(tokens[at + 2]);
        at += 2;
      }
      references.push(path);
    }
  }
  return {
    references,
    filters,
    locals: kind === 'block' ? localsOf(tokens) : [],
  };
}

/** `name` in `filter(name=…)`, unlike in `a == b`. */
function isKeyword(tokens: readonly string[], at: number): boolean {
  return (
    tokens[at + 1] === '=' &&
    tokens[at + 2] !== '=' &&
    (tokens[at - 1] === '(' || tokens[at - 1] === ',')
  );
}

function localsOf(tokens: readonly string[]): string[] {
  const [keyword] = tokens;
  if (keyword === 'set') {
    return tokens.slice(1, 2);
  }
  if (keyword === 'for') {
    return tokens.slice(1, tokens.indexOf('in')).filter(t => NAME.test(t));
  }
  if (keyword === 'macro') {
    return tokens.slice(1).filter(token => NAME.test(token));
  }
  return [];
}
