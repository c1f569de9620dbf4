import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Node,
  ParsedNode,
} from 'yaml';
import { PolicyProblem } from '../domain/policy';

const MOST_PROBLEMS = 100;

/** A value of the file; undefined when it is not there. */
export type FileNode = Node | null | undefined;

/** Values of a mapping by key. */
export interface Fields {
  node: FileNode;
  get(key: string): FileNode;
}

/** Reads values of a YAML document, and notes what is wrong with them and where. What is wrong reads as undefined. */
export class PolicyReader {
  readonly problems: PolicyProblem[] = [];
  readonly #lines: LineCounter;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  problem(node: FileNode, message: string): undefined {
    const offset = (node as ParsedNode | null | undefined)?.range?.[0] ?? 0;
    return this.problemAt(offset, message);
  }

  problemAt(offset: number, message: string): undefined {
    const { line, col } = this.#lines.linePos(offset);
    if (this.problems.length < MOST_PROBLEMS) {
      this.problems.push({
        line: Math.max(1, line),
        column: Math.max(1, col),
        message,
      });
    }
    return undefined;
  }

  fields(
    node: FileNode,
    what: string,
    keys: readonly string[],
  ): Fields | undefined {
    if (!this.#isPlain(node) || !isMap(node)) {
      return this.#expected(node, what, `a mapping with ${keys.join(', ')}`);
    }
    const values = new Map<string, FileNode>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (keys.includes(name)) {
        values.set(name, value as FileNode);
      } else {
        this.problem(
          key as FileNode,
          `${what} has no key "${name.slice(0, 50)}"; it may have ${keys.join(
            ', ',
          )}.`,
        );
      }
    }
    return { node, get: key => values.get(key) };
  }

  list<T>(
    node: FileNode,
    what: string,
    read: (item: FileNode) => T | undefined,
  ): T[] {
    if (node === undefined) {
      return [];
    }
    if (!this.#isPlain(node) || !isSeq(node)) {
      this.#expected(node, what, 'a list');
      return [];
    }
    return node.items.flatMap(item => {
      const value = read(item as FileNode);
      return value === undefined ? [] : [value];
    });
  }

  text(
    node: FileNode,
    what: string,
    pattern = /^[^\0]{1,2000}$/s,
    shape = 'a text of 1 to 2000 characters',
  ): string | undefined {
    const value = this.scalar(node);
    return typeof value === 'string' && pattern.test(value)
      ? value
      : this.#expected(node, what, shape);
  }

  number(
    node: FileNode,
    what: string,
    { min, max, integer }: { min: number; max: number; integer?: boolean },
  ): number | undefined {
    const value = this.scalar(node);
    const valid =
      typeof value === 'number' &&
      value >= min &&
      value <= max &&
      (!integer || Number.isInteger(value));
    return valid
      ? value
      : this.#expected(
          node,
          what,
          `${integer ? 'a whole number' : 'a number'} from ${min} to ${max}`,
        );
  }

  boolean(node: FileNode, what: string): boolean | undefined {
    const value = this.scalar(node);
    return typeof value === 'boolean'
      ? value
      : this.#expected(node, what, 'true or false');
  }

  choice<T extends string>(
    node: FileNode,
    what: string,
    choices: readonly T[],
  ): T | undefined {
    const value = this.scalar(node);
    return (
      choices.find(choice => choice === value) ??
      this.#expected(node, what, choices.join(' or '))
    );
  }

  /** A value written as text, converted by `convert`; undefined from it is a problem. */
  converted<T>(
    node: FileNode,
    what: string,
    shape: string,
    convert: (value: unknown) => T | undefined,
  ): T | undefined {
    const value = convert(this.scalar(node));
    return value === undefined ? this.#expected(node, what, shape) : value;
  }

  scalar(node: FileNode): unknown {
    return isScalar(node) ? node.value : undefined;
  }

  #isPlain(node: FileNode): node is Node {
    if (isAlias(node)) {
      this.problem(node, 'Aliases are not read here; write the value again.');
      return false;
    }
    return node !== undefined && node !== null;
  }

  #expected(node: FileNode, what: string, shape: string): undefined {
    return isAlias(node)
      ? undefined
      : this.problem(node, `${what} must be ${shape}.`);
  }
}
