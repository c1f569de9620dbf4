import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EvidenceSigner } from '../service/ports';

/**
 * Reads the key that signs evidence.
 *
 * @param create - make the key where there is none; only for a sandbox.
 * @throws when there is no key, or the file is not a private Ed25519 key in PEM.
 */
export async function readSigner(
  file: string,
  { create }: { create: boolean },
): Promise<EvidenceSigner> {
  const pem = await readFile(file, 'utf8').catch((error: unknown) => {
    if (create && (error as { code?: string }).code === 'ENOENT') {
      return makeKey(file);
    }
    throw new Error(
      'restore-drills.evidence.keyFile cannot be read; make one with openssl genpkey -algorithm ed25519',
    );
  });
  return signerOf(pem);
}

/** @throws when the text is not a private Ed25519 key in PEM. */
export function signerOf(pem: string): EvidenceSigner {
  const key = keyOf(pem);
  return {
    publicKey: createPublicKey(key)
      .export({ type: 'spki', format: 'der' })
      .toString('base64'),
    sign: bytes => sign(null, bytes, key).toString('base64'),
  };
}

/** Signs with a key that nobody keeps: for a portal without any store. */
export function passingSigner(): EvidenceSigner {
  return signerOf(newKey());
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

function keyOf(pem: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(pem);
  } catch {
    // What OpenSSL says of it could repeat the text.
  }
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new Error(
      'restore-drills.evidence.keyFile must be a private Ed25519 key in PEM',
    );
  }
  return key;
}

/** Two replicas that start at once agree on the key of whoever was first. */
async function makeKey(file: string): Promise<string> {
  const pem = newKey();
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, pem, { mode: 0o600, flag: 'wx' });
    return pem;
  } catch {
    return readFile(file, 'utf8');
  }
}

/**
 * Whether a signature is by this key.
 *
 * @param publicKey - SPKI in DER, base64.
 * @param value - base64.
 */
export function verifySignature(
  publicKey: string,
  bytes: Uint8Array,
  value: string,
): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, bytes, key, Buffer.from(value, 'base64'))
    );
  } catch {
    return false;
  }
}
