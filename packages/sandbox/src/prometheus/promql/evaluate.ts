import { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { Families, TimeSeries, unnamed } from '../series';
import { aggregate, Grouping } from './aggregate';
import { binary, Matching } from './binary';
import { call } from './functions';
import { durationMs, numberLiteral, stringLiteral } from './literals';
import { overRange, Range, takesRange } from './ranges';
import { equalLabels, select } from './select';
import {
  numberOf,
  QueryError,
  samplesOf,
  scalar,
  Value,
  vector,
} from './values';

const MAX_LENGTH = 10_000;

/** One query over some series; asked for any moment, it finds its series only once. */
export class Query {
  readonly #text: string;
  readonly #families: Families;
  readonly #root: SyntaxNode;
  readonly #selected = new Map<number, TimeSeries[]>();

  /** @throws QueryError when it cannot be read. */
  constructor(text: string, families: Families) {
    this.#text = text;
    this.#families = families;
    if (text.length > MAX_LENGTH) {
      throw new QueryError(400, 'invalid parameter "query": too long');
    }
    const tree = parser.parse(text);
    tree.iterate({
      enter: ({ type, from, to }) => {
        if (type.isError) {
          const near = text.slice(from, Math.max(to, from + 20));
          throw new QueryError(
            400,
            `invalid parameter "query": 1:${
              from + 1
            }: parse error: unexpected ${
              near ? JSON.stringify(near) : 'end of input'
            }`,
          );
        }
      },
    });
    const root = tree.topNode.firstChild;
    if (!root) {
      throw new QueryError(
        400,
        'invalid parameter "query": unknown position: parse error: no expression found in input',
      );
    }
    this.#root = root;
  }

  /** @param at - milliseconds since the epoch. @throws QueryError */
  at(at: number): Value {
    return this.#value(this.#root, at);
  }

  #textOf(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  #value(node: SyntaxNode, at: number): Value {
    switch (node.name) {
      case 'NumberDurationLiteral':
        return scalar(numberLiteral(this.#textOf(node)));
      case 'StringLiteral':
        return { type: 'string', value: stringLiteral(this.#textOf(node)) };
      case 'ParenExpr':
        return this.#value(first(node), at);
      case 'UnaryExpr':
        return this.#unary(node, at);
      case 'VectorSelector':
        return vector(
          this.#series(node)
            .filter(
              ({ from = -Infinity, until = Infinity }) =>
                from <= at && at <= until,
            )
            .map(series => ({
              labels: series.labels,
              value: series.value(at),
            })),
        );
      case 'OffsetExpr':
        return this.#value(first(node), at - this.#offset(node));
      case 'AggregateExpr':
        return this.#aggregate(node, at);
      case 'FunctionCall':
        return this.#call(node, at);
      case 'BinaryExpr':
        return this.#binary(node, at);
      default:
        throw new QueryError(422, `${node.name} is not served here`);
    }
  }

  #series(node: SyntaxNode): TimeSeries[] {
    const known = this.#selected.get(node.from);
    const series = known ?? select(node, this.#text, this.#families);
    this.#selected.set(node.from, series);
    return series;
  }

  #offset(node: SyntaxNode): number {
    return durationMs(
      this.#textOf(node)
        .slice(first(node).to - node.from)
        .replace(/^\s*offset\s*/i, ''),
    );
  }

  #unary(node: SyntaxNode, at: number): Value {
    const operand = childrenOf(node).at(-1) ?? node;
    const value = this.#value(operand, at);
    if (!this.#textOf(node).startsWith('-')) {
      return value;
    }
    return value.type === 'scalar'
      ? scalar(-value.value)
      : vector(
          samplesOf(value).map(sample => ({
            labels: unnamed(sample.labels),
            value: -sample.value,
          })),
        );
  }

  #range(node: SyntaxNode, at: number): Range {
    if (node.name === 'ParenExpr') {
      return this.#range(first(node), at);
    }
    if (node.name === 'OffsetExpr') {
      return this.#range(first(node), at - this.#offset(node));
    }
    const duration = node.getChild('NumberDurationLiteralInDurationContext');
    if (node.name !== 'MatrixSelector' || !duration) {
      throw new QueryError(
        node.name === 'SubqueryExpr' ? 422 : 400,
        `invalid parameter "query": expected type range vector, got ${node.name}`,
      );
    }
    return {
      series: this.#series(first(node)),
      from: at - durationMs(this.#textOf(duration)),
      to: at,
    };
  }

  #call(node: SyntaxNode, at: number): Value {
    const name = this.#textOf(first(node));
    const args = childrenOf(node.getChild('FunctionCallBody'));
    if (name === 'absent' && args[0]?.name === 'VectorSelector') {
      return samplesOf(this.#value(args[0], at)).length > 0
        ? vector([])
        : vector([{ labels: equalLabels(args[0], this.#text), value: 1 }]);
    }
    return takesRange(name) && args.length === 1
      ? vector(overRange(name, this.#range(args[0], at)))
      : call(
          name,
          args.map(arg => this.#value(arg, at)),
          at,
        );
  }

  #aggregate(node: SyntaxNode, at: number): Value {
    const args = childrenOf(node.getChild('FunctionCallBody'));
    const operand = args.at(-1);
    if (!operand) {
      throw new QueryError(400, 'wrong number of arguments for aggregate');
    }
    const modifier = node.getChild('AggregateModifier');
    const grouping: Grouping = {
      how: modifier?.getChild('Without') ? 'without' : 'by',
      names: this.#names(modifier?.getChild('GroupingLabels')),
    };
    return vector(
      aggregate(
        this.#textOf(first(node)).toLowerCase(),
        samplesOf(this.#value(operand, at)),
        grouping,
        args.length > 1 ? numberOf(this.#value(args[0], at)) : undefined,
      ),
    );
  }

  #binary(node: SyntaxNode, at: number): Value {
    const children = childrenOf(node);
    const [left, operator] = children;
    const right = children[children.length - 1];
    const clause = node.getChild('MatchingModifierClause');
    const [names, include] = clause?.getChildren('GroupingLabels') ?? [];
    const sides = [
      clause?.getChild('GroupLeft') && 'left',
      clause?.getChild('GroupRight') && 'right',
    ] as const;
    const many = sides[0] ?? sides[1] ?? undefined;
    const matching: Matching = {
      on: Boolean(clause?.getChild('On')),
      names: this.#names(names),
      ...(many && { many }),
      include: this.#names(include),
      bool: Boolean(
        node.getChild('BoolModifier') ?? clause?.getChild('BoolModifier'),
      ),
    };
    return binary(
      this.#textOf(operator).toLowerCase(),
      this.#value(left, at),
      this.#value(right, at),
      matching,
    );
  }

  #names(node: SyntaxNode | null | undefined): string[] {
    return childrenOf(node).map(child => this.#textOf(child));
  }
}

function childrenOf(node: SyntaxNode | null | undefined): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node?.firstChild; child; child = child.nextSibling) {
    children.push(child);
  }
  return children;
}

function first(node: SyntaxNode): SyntaxNode {
  if (!node.firstChild) {
    throw new QueryError(400, `${node.name} is empty`);
  }
  return node.firstChild;
}
