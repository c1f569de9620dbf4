import { FileNode, PolicyReader } from './PolicyReader';

/** Notes every name that stands there a second time. */
export function noteDuplicates(
  entries: readonly { name: string; node: FileNode }[],
  what: string,
  reader: PolicyReader,
): void {
  const seen = new Set<string>();
  for (const { name, node } of entries) {
    if (seen.has(name)) {
      reader.problem(node, `There is another ${what} "${name}" before.`);
    }
    seen.add(name);
  }
}
