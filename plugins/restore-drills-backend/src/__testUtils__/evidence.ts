import {
  EvidenceDocument,
  EvidenceFile,
  evidenceHash,
  signedBytes,
} from '@textloom/plugin-restore-drills-common';
import { SAMPLE_DRILLS } from '@textloom/plugin-restore-drills-common/testUtils';
import { testSigner } from './process';

/** A document with its hash, signed by the portal of a test. */
export function signed(document: EvidenceDocument): EvidenceFile {
  const hash = evidenceHash(document);
  const { publicKey, sign } = testSigner();
  return {
    document,
    hash,
    signature: {
      algorithm: 'Ed25519',
      publicKey,
      value: sign(signedBytes(hash)),
    },
  };
}

/** Evidence of a sample drill. */
export function evidenceOf(
  name: keyof typeof SAMPLE_DRILLS,
  place: { number: number; previousHash: string } = {
    number: 1,
    previousHash: '0'.repeat(64),
  },
): EvidenceFile {
  const { drill, events } = SAMPLE_DRILLS[name];
  return signed({
    format: 'textloom-drill-evidence/1',
    ...place,
    issuedAt: Date.UTC(2026, 10, 29, 12),
    environment: 'sandbox',
    drill,
    events,
    log: [{ line: 1, at: 1, step: 'restore', text: 'copying base-1' }],
  });
}
