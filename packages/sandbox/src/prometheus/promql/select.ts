import { SyntaxNode } from '@lezer/common';
import { Families, Labels, TimeSeries } from '../series';
import { stringLiteral } from './literals';
import { QueryError } from './values';

/** Longest pattern that is compiled. */
const MAX_PATTERN = 1_000;

interface Matcher {
  name: string;
  holds(value: string): boolean;
  /** Exactly this value. */
  equal?: string;
}

/** Series that a selector names, whether they are scraped at the moment or not. @throws QueryError */
export function select(
  node: SyntaxNode,
  query: string,
  families: Families,
): TimeSeries[] {
  const matchers = matchersOf(node, query);
  const name = matchers.find(
    item => item.name === '__name__' && item.equal !== undefined,
  )?.equal;
  const pools =
    name === undefined ? [...families.values()] : [families.get(name)];
  return pools
    .flatMap(pool => pool?.() ?? [])
    .filter(({ labels }) => matches(matchers, labels));
}

/** Labels that a selector asks to be equal, each once: those of what is absent. @throws QueryError */
export function equalLabels(node: SyntaxNode, query: string): Labels {
  const matchers = matchersOf(node, query);
  return Object.fromEntries(
    matchers
      .filter(
        ({ name, equal }) =>
          equal &&
          name !== '__name__' &&
          matchers.filter(other => other.name === name).length === 1,
      )
      .map(({ name, equal = '' }) => [name, equal]),
  );
}

function matches(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every(({ name, holds }) => holds(labels[name] ?? ''));
}

function matchersOf(node: SyntaxNode, query: string): Matcher[] {
  const metric = node.getChild('Identifier');
  const found = (
    node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []
  ).map(child => matcherOf(child, query));
  if (metric) {
    const name = query.slice(metric.from, metric.to);
    found.push({
      name: '__name__',
      equal: name,
      holds: value => value === name,
    });
  }
  if (found.every(({ holds }) => holds(''))) {
    throw new QueryError(
      400,
      'vector selector must contain at least one non-empty matcher',
    );
  }
  return found;
}

function matcherOf(node: SyntaxNode, query: string): Matcher {
  const textOf = (part: SyntaxNode | null) =>
    part ? query.slice(part.from, part.to) : '';
  const name = textOf(node.getChild('LabelName'));
  const operator = textOf(node.getChild('MatchOp'));
  const wanted = stringLiteral(textOf(node.getChild('StringLiteral')));
  switch (operator) {
    case '=':
      return { name, equal: wanted, holds: value => value === wanted };
    case '!=':
      return { name, holds: value => value !== wanted };
    default: {
      const pattern = compile(wanted);
      const positive = operator === '=~';
      return { name, holds: value => pattern.test(value) === positive };
    }
  }
}

/** @throws QueryError when it is no pattern. */
export function compile(text: string): RegExp {
  try {
    if (text.length <= MAX_PATTERN) {
      return new RegExp(`^(?:${fromRe2(text)})$`, 's');
    }
  } catch {
    // Said below, as for one that is too long.
  }
  throw new QueryError(400, `error parsing regexp: ${text.slice(0, 100)}`);
}

/** RE2 names groups by `(?P<name>`, and a flag at the beginning holds for all that follows. */
function fromRe2(text: string): string {
  return text
    .replace(/\(\?P</g, '(?<')
    .replace(/^\(\?([ims]+)\)(.*)$/s, '(?$1:$2)');
}
