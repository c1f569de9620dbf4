import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Sentence } from './sentence.ts';

const USAGE =
  'Usage: npm run verify-evidence -- FILE… [--key FILE]… [--chain FOLDER]. FILE is evidence as a drill page hands it out, KEY the public key of the portal that you trust, FOLDER all evidence of a portal.';

/** The key with which a sandbox signs; its portal makes it at its first start. */
const SANDBOX_KEY = 'evidence-key.pem';

/**
 * What the verifier of evidence is asked, and whose signature is trusted, as lines for people: the keys that were given,
 * or that of the sandbox of this checkout where there is one.
 *
 * @param at.cwd - folder from which the command was called; names of files are relative to it
 * @throws Sentence when there is nothing to verify, or an argument that it does not have
 */
export function verificationOf(
  args: readonly string[],
  at: { state: string; cwd: string; exists: (path: string) => boolean },
): { args: string[]; trusted: string[] } {
  const { files, keys, chain } = read(args);
  if (files.length === 0 && chain === undefined) {
    throw new Sentence(`What is to be verified? ${USAGE}`);
  }
  const own = join(at.state, SANDBOX_KEY);
  const given = keys.map(key => pathOrKey(key, at));
  const isOwn = given.length === 0 && at.exists(own);
  const trusted = isOwn ? [own] : given;
  return {
    args: [
      ...trusted.flatMap(key => ['--key', key]),
      ...(chain === undefined ? [] : ['--chain', resolve(at.cwd, chain)]),
      '--',
      ...files.map(file => resolve(at.cwd, file)),
    ],
    trusted: trusted.map(key =>
      isOwn
        ? `Trusted is the key of this checkout's sandbox, ${key}; for another portal give --key.`
        : `Trusted is the key ${key}.`,
    ),
  };
}

/** A key may also be given as it stands in evidence, in base64. */
function pathOrKey(
  key: string,
  { cwd, exists }: { cwd: string; exists: (path: string) => boolean },
): string {
  const path = resolve(cwd, key);
  return exists(path) ? path : key;
}

function read(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        chain: { type: 'string' },
      },
    });
    return { files: positionals, keys: values.key ?? [], chain: values.chain };
  } catch {
    throw new Sentence(USAGE);
  }
}
