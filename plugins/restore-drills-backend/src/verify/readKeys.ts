import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/**
 * Public keys as they are given: SPKI in DER as base64, or a file with a PEM.
 * @returns SPKI in DER, base64.
 * @throws when one is neither.
 */
export function readKeys(given: readonly string[]): Promise<string[]> {
  return Promise.all(given.map(readKey));
}

async function readKey(given: string): Promise<string> {
  const pem = await readFile(given, 'utf8').catch(() => undefined);
  try {
    const key = createPublicKey(
      pem ?? {
        key: Buffer.from(given, 'base64'),
        format: 'der',
        type: 'spki',
      },
    );
    return key.export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    throw new Error(`${given} is neither a public key nor a file with one`);
  }
}
