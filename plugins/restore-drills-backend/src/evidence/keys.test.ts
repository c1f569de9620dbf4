import { generateKeyPairSync } from 'node:crypto';
import { statSync } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { readSigner, signerOf, verifySignature } from './keys';

const directory = createMockDirectory();
const BYTES = Buffer.from('what was proven');

describe('readSigner', () => {
  it('makes a key in a sandbox, that only its owner can read, and finds it again', async () => {
    directory.clear();
    const file = directory.resolve('keys/evidence.pem');
    const signers = await Promise.all(
      [1, 2, 3].map(() => readSigner(file, { create: true })),
    );
    const [one] = signers;
    expect(new Set(signers.map(({ publicKey }) => publicKey)).size).toBe(1);
    // eslint-disable-next-line no-bitwise
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(verifySignature(one.publicKey, BYTES, one.sign(BYTES))).toBe(true);
  });

  it('makes none in production', async () => {
    directory.clear();
    await expect(
      readSigner(directory.resolve('evidence.pem'), { create: false }),
    ).rejects.toThrow('keyFile cannot be read');
  });

  it.each([
    ['no key', 'hello'],
    [
      'another kind of key',
      generateKeyPairSync('ec', { namedCurve: 'P-256' })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
  ])('refuses %s, and does not repeat it', (_, pem) => {
    expect(() => signerOf(pem)).toThrow(
      'restore-drills.evidence.keyFile must be a private Ed25519 key in PEM',
    );
  });
});

describe('verifySignature', () => {
  it('is false for what cannot be read', () => {
    const pem = generateKeyPairSync('ed25519')
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const { publicKey, sign } = signerOf(pem);
    const value = sign(BYTES);
    expect(verifySignature(publicKey, BYTES, value)).toBe(true);
    expect(verifySignature(publicKey, Buffer.from('other'), value)).toBe(false);
    expect(verifySignature('nonsense', BYTES, value)).toBe(false);
    expect(verifySignature(publicKey, BYTES, 'nonsense')).toBe(false);
  });
});
