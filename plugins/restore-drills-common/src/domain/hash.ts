import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '@textloom/kernel';
import { EvidenceDocument } from './evidence';
import { FrozenEvidence } from './facts';

/** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
export function sha256Of(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 of the canonical JSON of a value. */
export function hashOf(value: unknown): string {
  return sha256Of(canonicalJson(value));
}

/** `digest` of frozen evidence: over everything else of it. */
export function frozenDigest(frozen: Omit<FrozenEvidence, 'digest'>): string {
  return hashOf({ ...frozen, digest: undefined });
}

/** `hash` of an evidence file. */
export function evidenceHash(document: EvidenceDocument): string {
  return hashOf(document);
}

/**
 * What the signature of an evidence file covers: the 32 bytes that its hash stands for.
 *
 * @throws Error when the hash is not hexadecimal.
 */
export function signedBytes(hash: string): Uint8Array {
  return hexToBytes(hash);
}
