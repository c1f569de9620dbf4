import { readFileSync } from 'node:fs';
import { AllocationRules } from '@textloom/plugin-costs-common';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { allocationSchema, versioned } from './allocationSchema';

/** Characters; far beyond what people can read. */
const LONGEST = 1_000_000;

/**
 * Rules of allocation of a YAML file.
 * @throws with each problem and its line, when the file cannot be read or is not what it must be.
 */
export function readAllocationFile(file: string): AllocationRules {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`costs.allocation.file: ${file} cannot be read`);
  }
  const { rules, problems } = parseAllocation(text);
  if (!rules) {
    throw new Error(
      `costs.allocation.file is refused: ${problems
        .map(({ line, message }) => `${file}:${line} ${message}`)
        .join('; ')}`,
    );
  }
  return rules;
}

/** Rules, or what is wrong with the text, in the order of lines. Never throws. */
export function parseAllocation(text: string): {
  rules?: AllocationRules;
  problems: { line: number; message: string }[];
} {
  if (text.length > LONGEST) {
    return { problems: [{ line: 1, message: 'The file is too large' }] };
  }
  const lines = new LineCounter();
  const problems: { line: number; message: string }[] = [];
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
      version: '1.2',
    });
    for (const { pos, message } of document.errors) {
      problems.push({ line: lines.linePos(pos[0]).line, message });
    }
    const parsed = allocationSchema.safeParse(
      problems.length ? undefined : document.toJS({ maxAliasCount: 0 }) ?? {},
    );
    if (parsed.success) {
      return { rules: versioned(parsed.data), problems: [] };
    }
    if (!problems.length) {
      const lineOf = (path: PropertyKey[]) => lineAt(document, path, lines);
      problems.push(...parsed.error.issues.map(issue => said(issue, lineOf)));
    }
  } catch {
    // Nesting that exhausts the parser's stack, or aliases.
    problems.push({ line: 1, message: 'must be plain YAML without aliases' });
  }
  return { problems: problems.sort((a, b) => a.line - b.line) };
}

function said(
  { path, message }: z.core.$ZodIssue,
  lineOf: (path: PropertyKey[]) => number,
) {
  const name = path.map(String).join('.');
  return {
    line: lineOf(path),
    message: name ? `${name}: ${message}` : message,
  };
}

/** Line of the value, or of the nearest thing around it that is there. */
function lineAt(
  document: ReturnType<typeof parseDocument>,
  path: PropertyKey[],
  lines: LineCounter,
): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node =
      length === 0
        ? document.contents
        : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return 1;
}
