import { canonicalJson } from '@textloom/kernel';
import { Drill } from '../domain/drill';
import {
  EvidenceDocument,
  EvidenceFile,
  EvidenceVerification,
} from '../domain/evidence';
import { fold } from '../domain/fold';
import { evidenceHash, signedBytes } from '../domain/hash';
import { verifyChain } from '../domain/log';
import { outcomeOf } from '../domain/outcome';
import { evidenceFileSchema } from './evidenceSchema';

/** With what evidence is verified. */
export interface VerifyOptions {
  /** Ed25519: public key (SPKI in DER, base64), what was signed, signature (base64). False for what cannot be read. */
  verifySignature(publicKey: string, bytes: Uint8Array, value: string): boolean;
  /** Public keys of portals that are trusted; without them anybody's signature holds. */
  knownKeys?: readonly string[];
}

type Broken = Extract<EvidenceVerification, { state: 'broken' }>;

/**
 * Looks whether a file is what a portal has signed, with nothing but the file: its shape, hash and signature, the chain
 * of its events, and that these events lead to the drill and the outcome that the document states. So a verdict that was
 * changed is refused even where every hash was made anew. Never throws.
 */
export function verifyEvidence(
  file: unknown,
  options: VerifyOptions,
): EvidenceVerification {
  const parsed = evidenceFileSchema.safeParse(file);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return broken(
      'not-evidence',
      `This is no evidence file: ${
        issue.path.map(String).join('.') || 'the file'
      }: ${issue.message}.`,
    );
  }
  // The hash covers the file as it was handed in, with whatever the schema does not know.
  const { document, hash, signature } = file as EvidenceFile;
  return (
    hashProblem(document, hash) ??
    signatureProblem(hash, signature, options) ??
    chainProblem(document) ??
    outcomeProblem(document) ?? {
      state: 'verified',
      number: document.number,
      hash,
      events: document.events.length,
    }
  );
}

function broken(problem: Broken['problem'], message: string): Broken {
  return { state: 'broken', problem, message };
}

function hashProblem(
  document: EvidenceDocument,
  hash: string,
): Broken | undefined {
  return attempt(() => evidenceHash(document)) === hash
    ? undefined
    : broken('hash', 'The document is not what its hash was made of.');
}

function signatureProblem(
  hash: string,
  { publicKey, value }: EvidenceFile['signature'],
  { verifySignature, knownKeys }: VerifyOptions,
): Broken | undefined {
  if (!attempt(() => verifySignature(publicKey, signedBytes(hash), value))) {
    return broken(
      'signature',
      'The signature does not belong to this document.',
    );
  }
  return knownKeys && !knownKeys.includes(publicKey)
    ? broken('unknown-key', 'It is signed with a key that is not known here.')
    : undefined;
}

function chainProblem({ drill, events }: EvidenceDocument): Broken | undefined {
  const chain = verifyChain(events);
  if (chain.state === 'broken') {
    return broken(
      'event-chain',
      `Event ${chain.sequence} is not what was written.`,
    );
  }
  return events[0].drill === drill.id
    ? undefined
    : broken('event-chain', 'The events are those of another drill.');
}

function outcomeProblem(document: EvidenceDocument): Broken | undefined {
  const replayed = attempt(() => replay(document));
  if (replayed === undefined) {
    return broken('outcome', 'The events cannot have happened in this order.');
  }
  if (!replayed.followed) {
    return broken(
      'outcome',
      'The outcome does not follow from what the steps have found.',
    );
  }
  const stated: Readonly<Record<string, unknown>> = { ...document.drill };
  const folded: Readonly<Record<string, unknown>> = { ...replayed.drill };
  const differs = [
    ...new Set([...Object.keys(stated), ...Object.keys(folded)]),
  ].find(key => json(stated[key]) !== json(folded[key]));
  return differs === undefined
    ? undefined
    : broken(
        'outcome',
        `The events do not lead to what the document states as ${differs}.`,
      );
}

/** The drill that the events make, and whether its outcome is the one that they lead to. */
function replay({ events }: EvidenceDocument): {
  drill: Drill;
  followed: boolean;
} {
  let drill: Drill | undefined;
  let followed = false;
  for (const { event, actor, at } of events) {
    if (event.type === 'finished' && drill) {
      followed = json(outcomeOf(drill)) === json(event.outcome);
    }
    drill = fold(drill, { event, actor, at });
  }
  if (!drill) {
    throw new TypeError('There are no events');
  }
  return { drill, followed };
}

function json(value: unknown): string {
  return value === undefined ? '' : canonicalJson(value);
}

/** Undefined where a file makes the work impossible. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
