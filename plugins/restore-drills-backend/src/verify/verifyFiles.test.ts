import { generateKeyPairSync } from 'node:crypto';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  EvidenceDocument,
  EvidenceFile,
} from '@textloom/plugin-restore-drills-common';
import { evidenceOf, signed } from '../__testUtils__/evidence';
import { testSigner } from '../__testUtils__/process';
import { readKeys } from './readKeys';
import { verifyChainOf, verifyFile } from './verifyFiles';

const directory = createMockDirectory();
const { publicKey } = testSigner();

async function verify(content: string, keys: readonly string[] = [publicKey]) {
  directory.setContent({ 'evidence.json': content });
  const { ok, lines } = await verifyFile(
    directory.resolve('evidence.json'),
    keys,
  );
  return { ok, line: lines.join('\n') };
}

const changed = (change: (document: EvidenceDocument) => void) => {
  const file: EvidenceFile = structuredClone(evidenceOf('failed'));
  change(file.document);
  return file;
};

describe('verifyFile', () => {
  it('knows what the portal has signed', async () => {
    const { ok, line } = await verify(
      JSON.stringify(evidenceOf('passed'), undefined, 1),
    );
    expect(line).toMatch(
      /^evidence\.json: number 1, drill-0a55ed01 of .* \(sandbox\): PASS, \d+ events, [0-9a-f]{64}: evidence ok$/,
    );
    expect(ok).toBe(true);
  });

  it('refuses a byte that was changed, wherever it is', async () => {
    const text = JSON.stringify(evidenceOf('passed'));
    const places = Array.from({ length: 40 }, (_, n) =>
      Math.floor((text.length / 40) * n),
    );
    for (const place of places) {
      const byte = text[place] === '7' ? '8' : '7';
      const { ok } = await verify(
        text.slice(0, place) + byte + text.slice(place + 1),
      );
      expect({ place, ok }).toEqual({ place, ok: false });
    }
  });

  it.each<[string, () => string, string]>([
    ['no JSON', () => '{', 'not-evidence'],
    ['something else', () => '{"a":1}', 'not-evidence'],
    [
      'a changed document',
      () =>
        JSON.stringify(
          changed(document => Object.assign(document, { issuedAt: 7 })),
        ),
      'hash',
    ],
    [
      'a changed verdict with a new hash and signature',
      () => {
        const { document } = changed(({ drill }) =>
          Object.assign(drill, {
            outcome: { kind: 'verdict', verdict: 'PASS', problems: [] },
          }),
        );
        return JSON.stringify(signed(document));
      },
      'outcome',
    ],
    [
      'a changed event with a new hash and signature',
      () => {
        const { document } = changed(({ events }) =>
          Object.assign(events[3], { actor: 'user:default/other' }),
        );
        return JSON.stringify(signed(document));
      },
      'event-chain',
    ],
    [
      'the signature of another document',
      () => {
        const { signature } = evidenceOf('passed');
        return JSON.stringify({ ...evidenceOf('failed'), signature });
      },
      'signature',
    ],
  ])('refuses %s, and says what does not hold', async (_, content, problem) => {
    const { ok, line } = await verify(content());
    expect(line).toContain(`evidence.json: ${problem}: `);
    expect(ok).toBe(false);
  });

  it('refuses a key that nobody trusts', async () => {
    const other = generateKeyPairSync('ed25519')
      .publicKey.export({ type: 'spki', format: 'der' })
      .toString('base64');
    const { line } = await verify(JSON.stringify(evidenceOf('passed')), [
      other,
    ]);
    expect(line).toContain('unknown-key');
  });
});

describe('verifyChainOf', () => {
  function write(skip?: number) {
    const files: Record<string, string> = {};
    let previousHash = '0'.repeat(64);
    const names = ['passed', 'failed', 'control', 'refused'] as const;
    names.forEach((name, index) => {
      const file = evidenceOf(name, { number: index + 1, previousHash });
      previousHash = file.hash;
      if (index !== skip) {
        files[`00000${index + 1}-${name}.json`] = JSON.stringify(file);
      }
    });
    directory.setContent(files);
  }

  const look = () => verifyChainOf(directory.path, [publicKey]);

  it('verifies every file, and that each follows the one before', async () => {
    write();
    await expect(look()).resolves.toEqual({
      lines: ['4 files, chain ok'],
      ok: true,
    });
  });

  it('names a number that is missing', async () => {
    write(1);
    const { lines, ok } = await look();
    expect(lines[0]).toContain('number 2: it is missing');
    expect(ok).toBe(false);
  });

  it('names a file that does not hold', async () => {
    write();
    directory.addContent({ '000003-control.json': '{}' });
    const { lines } = await look();
    expect(lines[0]).toContain('000003-control.json: not-evidence');
  });
});

describe('readKeys', () => {
  it('takes base64 and files, and nothing else', async () => {
    const pair = generateKeyPairSync('ed25519');
    const der = pair.publicKey
      .export({ type: 'spki', format: 'der' })
      .toString('base64');
    directory.setContent({
      'key.pem': pair.publicKey.export({ type: 'spki', format: 'pem' }),
    });
    await expect(
      readKeys([der, directory.resolve('key.pem')]),
    ).resolves.toEqual([der, der]);
    await expect(readKeys(['nonsense'])).rejects.toThrow('neither');
  });
});
