import { Sentence } from '../../scripts/lib/sentence.ts';

/**
 * Reads `NAME [--json FILE]`.
 * @throws Sentence with the usage
 */
export function parseBenchArgs(
  args: readonly string[],
  names: readonly string[],
): { name: string; json?: string } {
  const usage = new Sentence(
    `Usage: npm run bench -- NAME [--json FILE]. Benches: ${names.join(', ')}.`,
  );
  const [name, flag, file, ...rest] = args;
  if (!name || !names.includes(name) || rest.length > 0) throw usage;
  if (flag === undefined) return { name };
  if (flag !== '--json' || !file) throw usage;
  return { name, json: file };
}
