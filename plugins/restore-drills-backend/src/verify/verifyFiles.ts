import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  EvidenceFile,
  EvidenceVerification,
  firstBrokenEvidence,
  verifyEvidence,
} from '@textloom/plugin-restore-drills-common';
import { verifySignature } from '../evidence/keys';

/** No drill writes as much; whatever is larger is not read. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What was found, as lines for people. */
export interface Report {
  lines: readonly string[];
  ok: boolean;
}

/** Verifies one file with nothing but the file and, where given, the public keys that are trusted (SPKI in DER, base64). */
export async function verifyFile(
  path: string,
  knownKeys: readonly string[],
): Promise<Report> {
  const { verification, file } = await look(path, knownKeys);
  return {
    lines: [lineOf(path, verification, file)],
    ok: verification.state === 'verified',
  };
}

/** Verifies all evidence of a folder, and that none is missing between the first and the last. */
export async function verifyChainOf(
  directory: string,
  knownKeys: readonly string[],
): Promise<Report> {
  const names = (await readdir(directory))
    .filter(name => name.endsWith('.json'))
    .sort();
  const lines: string[] = [];
  const chain: { number: number; previousHash: string; hash: string }[] = [];
  for (const name of names) {
    const { verification, file } = await look(join(directory, name), knownKeys);
    if (verification.state === 'broken') {
      lines.push(lineOf(name, verification, file));
    }
    if (file) {
      const { number, previousHash } = file.document;
      chain.push({ number, previousHash, hash: file.hash });
    }
  }
  chain.sort((a, b) => a.number - b.number);
  const broken = firstBrokenEvidence(chain);
  if (broken !== undefined) {
    lines.push(
      `number ${broken}: it is missing, or does not follow the one before`,
    );
  }
  const ok = lines.length === 0;
  const count = `${names.length} file${names.length === 1 ? '' : 's'}`;
  return {
    lines: [...lines, `${count}, ${ok ? 'chain ok' : 'chain broken'}`],
    ok,
  };
}

async function look(
  path: string,
  knownKeys: readonly string[],
): Promise<{ verification: EvidenceVerification; file?: EvidenceFile }> {
  const { size } = await stat(path);
  if (size > MAX_BYTES) {
    return { verification: notEvidence('The file is too large.') };
  }
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return { verification: notEvidence('The file is not JSON.') };
  }
  const verification = verifyEvidence(value, {
    verifySignature,
    ...(knownKeys.length > 0 && { knownKeys }),
  });
  return verification.state === 'broken' &&
    verification.problem === 'not-evidence'
    ? { verification }
    : { verification, file: value as EvidenceFile };
}

function notEvidence(message: string): EvidenceVerification {
  return { state: 'broken', problem: 'not-evidence', message };
}

function lineOf(
  path: string,
  verification: EvidenceVerification,
  file: EvidenceFile | undefined,
): string {
  const name = basename(path);
  if (verification.state === 'broken') {
    return `${name}: ${verification.problem}: ${verification.message}`;
  }
  const { number, events, hash } = verification;
  const { drill, environment } = (file as EvidenceFile).document;
  const { outcome, store } = drill;
  const word =
    outcome?.kind === 'verdict' ? outcome.verdict : outcome?.kind ?? 'no end';
  return `${name}: number ${number}, ${drill.id} of ${store.id} (${environment}): ${word}, ${events} events, ${hash}: evidence ok`;
}
