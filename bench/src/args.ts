import { parseArgs } from 'node:util';
import { Sentence } from '../../scripts/lib/sentence.ts';

/**
 * Reads `NAME [--json FILE] [--size small]`.
 * @throws Sentence with the usage
 */
export function parseBenchArgs(
  args: readonly string[],
  names: readonly string[],
): { name: string; json?: string; size: 'full' | 'small' } {
  const usage = new Sentence(
    `Usage: npm run bench -- NAME [--json FILE] [--size small]. Benches: ${names.join(
      ', ',
    )}.`,
  );
  const { values, positionals } = read(args, usage);
  const { json, size = 'full' } = values;
  const [name, ...rest] = positionals;
  if (!name || !names.includes(name) || rest.length > 0) throw usage;
  if (json === '' || (size !== 'full' && size !== 'small')) throw usage;
  return { name, size, ...(json !== undefined && { json }) };
}

function read(args: readonly string[], usage: Sentence) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'string' }, size: { type: 'string' } },
    });
  } catch {
    throw usage;
  }
}
