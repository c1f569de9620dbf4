import { DAY } from '@textloom/kernel';
import { LineCounter, parseDocument } from 'yaml';
import { hashOf } from '../domain/hash';
import { EnvironmentPolicy, Policy, PolicyProblem } from '../domain/policy';
import { noteDuplicates } from './duplicates';
import { FileNode, PolicyReader } from './PolicyReader';
import { COMMON_KEYS, readEnvironment } from './readEnvironment';
import { readFreezes } from './readFreezes';
import { optionalDuration } from './readGates';
import { readGroup } from './readLevels';

/** Characters; far beyond any policy that people can read. */
const LONGEST = 256 * 1024;

/** A policy, or what is wrong with its file. */
export type ParsedPolicy =
  | { policy: Policy; problems?: undefined }
  | { policy?: undefined; problems: readonly PolicyProblem[] };

/** Reads the policy file. Never throws; a file with any problem is no policy. Problems come in the order of lines. */
export function parsePolicy(text: string): ParsedPolicy {
  if (text.length > LONGEST) {
    const message = `The file must have at most ${LONGEST} characters.`;
    return { problems: [{ line: 1, column: 1, message }] };
  }
  const lines = new LineCounter();
  const reader = new PolicyReader(lines);
  const policy = readDocument(text, lines, reader);
  if (policy && !reader.problems.length) {
    return { policy: { ...policy, version: hashOf(policy) } };
  }
  const problems = [...reader.problems].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  );
  return { problems: withoutRepeats(problems) };
}

function withoutRepeats(problems: readonly PolicyProblem[]): PolicyProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ line, column, message }) => {
    const key = `${line}:${column} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

function readDocument(
  text: string,
  lines: LineCounter,
  reader: PolicyReader,
): Omit<Policy, 'version'> | undefined {
  let contents: FileNode;
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
      version: '1.2',
    });
    for (const { pos, message } of document.errors) {
      reader.problemAt(pos[0], `This is not valid YAML: ${message}`);
    }
    contents = document.contents;
  } catch {
    // Nesting that exhausts the parser's stack.
    reader.problemAt(0, 'This is not valid YAML: it is nested too deeply.');
  }
  return reader.problems.length ? undefined : readPolicy(contents, reader);
}

function readPolicy(
  contents: FileNode,
  reader: PolicyReader,
): Omit<Policy, 'version'> | undefined {
  const file = reader.fields(contents ?? null, 'The policy', [
    'defaults',
    'environments',
    'freezes',
    'breakGlass',
  ]);
  if (!file) {
    return undefined;
  }
  const given = file.get('defaults');
  const defaults =
    given === undefined
      ? undefined
      : reader.fields(given, 'defaults', COMMON_KEYS);
  const read: { name: string; node: FileNode }[] = [];
  const environments = reader.list(
    file.get('environments') ?? null,
    'environments',
    item => {
      const environment = readEnvironment(item, defaults, reader);
      if (environment) {
        read.push({ name: environment.name, node: item });
      }
      return environment;
    },
  );
  noteDuplicates(read, 'environment', reader);
  const names = environments.map(({ name }) => name);
  checkSoaks(environments, read, reader);
  return {
    environments,
    freezes: readFreezes(file.get('freezes'), names, reader),
    breakGlass: readBreakGlass(file.get('breakGlass'), reader),
  };
}

function checkSoaks(
  environments: readonly EnvironmentPolicy[],
  read: readonly { name: string; node: FileNode }[],
  reader: PolicyReader,
): void {
  for (const { name, gates } of environments) {
    for (const gate of gates) {
      const known = environments.some(
        other =>
          gate.kind !== 'soak' ||
          (other.name === gate.environment && other.name !== name),
      );
      if (gate.kind === 'soak' && !known) {
        reader.problem(
          read.find(entry => entry.name === name)?.node,
          `Environment "${name}" soaks in "${gate.environment}", which must be another environment of this file.`,
        );
      }
    }
  }
}

function readBreakGlass(
  node: FileNode,
  reader: PolicyReader,
): Policy['breakGlass'] {
  const fields =
    node === undefined
      ? undefined
      : reader.fields(node, 'breakGlass', [
          'groups',
          'severities',
          'reviewWithin',
        ]);
  return {
    groups: reader.list(fields?.get('groups'), 'groups', item =>
      readGroup(item, reader),
    ),
    severities: reader.list(fields?.get('severities'), 'severities', item =>
      reader.choice(item, 'severities', ['P0', 'P1', 'P2']),
    ),
    reviewWithinMs:
      (fields && optionalDuration(fields, 'reviewWithin', reader)) ?? DAY,
  };
}
