import fc from 'fast-check';
import {
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { Drill } from '../domain/drill';
import { LoggedEvent } from '../domain/events';
import { EvidenceFile } from '../domain/evidence';
import { fold } from '../domain/fold';
import { signedBytes } from '../domain/hash';
import { anEvidence, chained, SAMPLE_DRILLS, Story } from '../testUtils';
import { verifyEvidence } from './verifyEvidence';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKeyOf = (key: KeyObject) =>
  createPublicKey(key.export({ format: 'pem', type: 'pkcs8' }) as string)
    .export({ format: 'der', type: 'spki' })
    .toString('base64');
const KEY = publicKeyOf(privateKey);

const signer = (key: KeyObject) => (hash: string) => ({
  algorithm: 'Ed25519' as const,
  publicKey: publicKeyOf(key),
  value: sign(null, signedBytes(hash), key).toString('base64'),
});

const options = {
  verifySignature: (publicKey: string, bytes: Uint8Array, value: string) =>
    verify(
      null,
      bytes,
      createPublicKey({
        key: Buffer.from(publicKey, 'base64'),
        format: 'der',
        type: 'spki',
      }),
      Buffer.from(value, 'base64'),
    ),
  knownKeys: [KEY],
};

const fileOf = ({ drill, events }: Story, key = privateKey): EvidenceFile =>
  JSON.parse(JSON.stringify(anEvidence({ drill, events }, signer(key))));

/** The story with some events changed, and everything that follows made anew: chain, drill, hash and signature. */
function forged(
  { events }: Story,
  change: (event: LoggedEvent['event']) => LoggedEvent['event'],
): EvidenceFile {
  const changed = events.map(({ event, actor, at }) => ({
    event: change(event),
    actor,
    at,
  }));
  const drill = changed.reduce<Drill | undefined>(fold, undefined) as Drill;
  return fileOf({ drill, events: chained(drill.id, changed) });
}

const broken = (problem: string) =>
  expect.objectContaining({ state: 'broken', problem });

const { failed, lost, passed } = SAMPLE_DRILLS;
const finished = Object.entries(SAMPLE_DRILLS).filter(
  ([, { drill }]) => drill.state === 'Finished',
);

describe('verifyEvidence', () => {
  it.each(finished)('verifies what was signed: %s', (_, story) => {
    const file = fileOf(story);
    expect(verifyEvidence(file, options)).toEqual({
      state: 'verified',
      number: 1,
      hash: file.hash,
      events: story.events.length,
    });
  });

  it('verifies anybody where no key is known', () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    const file = fileOf(passed, other);
    const { verifySignature } = options;
    expect(verifyEvidence(file, { verifySignature }).state).toBe('verified');
    expect(verifyEvidence(file, options)).toEqual(broken('unknown-key'));
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a number', 7],
    ['an empty object', {}],
    ['a list', []],
    ['no document', { ...fileOf(passed), document: null }],
    [
      'another format',
      {
        ...fileOf(passed),
        document: { ...fileOf(passed).document, format: 'x' },
      },
    ],
    [
      'too many events',
      {
        ...fileOf(passed),
        document: {
          ...fileOf(passed).document,
          events: Array(2_001).fill(passed.events[0]),
        },
      },
    ],
    [
      'a text without end',
      {
        ...fileOf(passed),
        document: {
          ...fileOf(passed).document,
          drill: { ...passed.drill, startedBy: 'x'.repeat(301) },
        },
      },
    ],
    [
      'no events',
      {
        ...fileOf(passed),
        document: { ...fileOf(passed).document, events: [] },
      },
    ],
  ])('refuses %s', (_, file) => {
    expect(verifyEvidence(file, options)).toEqual(broken('not-evidence'));
  });

  it('refuses a byte that was changed, wherever it is', () => {
    const text = JSON.stringify(fileOf(failed));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(60), (index, shift) => {
        const code = text.charCodeAt(index);
        const other = String.fromCharCode(33 + ((code - 33 + 1 + shift) % 90));
        fc.pre(other !== text[index]);
        let file: unknown;
        try {
          file = JSON.parse(
            `${text.slice(0, index)}${other}${text.slice(index + 1)}`,
          );
        } catch {
          return;
        }
        // Base64 has bits that say nothing; a text of the same bytes is the same signature.
        const { signature } = file as EvidenceFile;
        const { value } = fileOf(failed).signature;
        const same =
          signature?.value !== undefined &&
          signature.value !== value &&
          Buffer.from(signature.value, 'base64').equals(
            Buffer.from(value, 'base64'),
          );
        fc.pre(!same);
        expect(verifyEvidence(file, options).state).toBe('broken');
      }),
      { numRuns: 1_500 },
    );
  });

  it('refuses a document that was hashed anew, and signed by nobody', () => {
    const file = fileOf(failed);
    const document = { ...file.document, issuedAt: 5 };
    expect(verifyEvidence({ ...file, document }, options)).toEqual(
      broken('hash'),
    );
    const { hash } = anEvidence(document);
    expect(verifyEvidence({ ...file, document, hash }, options)).toEqual(
      broken('signature'),
    );
  });

  it('covers what the schema does not know', () => {
    const file = fileOf(passed);
    const document = { ...file.document, extra: 1 };
    expect(verifyEvidence({ ...file, document }, options)).toEqual(
      broken('hash'),
    );
  });

  it('takes a signature that cannot be read for none', () => {
    const file = fileOf(passed);
    const signature = { ...file.signature, publicKey: 'no key' };
    expect(verifyEvidence({ ...file, signature }, options)).toEqual(
      broken('signature'),
    );
  });

  it('refuses events that were changed, though all else was signed anew', () => {
    const events = failed.events.map(event =>
      event.sequence === 3 ? { ...event, actor: 'user:default/x' } : event,
    );
    expect(
      verifyEvidence(fileOf({ drill: failed.drill, events }), options),
    ).toEqual(broken('event-chain'));
    const other = chained(
      'drill-ffffffff',
      failed.events.map(({ event, actor, at }) => ({ event, actor, at })),
    );
    expect(
      verifyEvidence(fileOf({ drill: failed.drill, events: other }), options),
    ).toEqual(broken('event-chain'));
  });

  const pass = { kind: 'verdict', verdict: 'PASS', problems: [] } as const;

  it('refuses a verdict that was changed in the document only', () => {
    const drill = { ...failed.drill, outcome: pass };
    expect(
      verifyEvidence(fileOf({ drill, events: failed.events }), options),
    ).toMatchObject({
      problem: 'outcome',
      message: 'The events do not lead to what the document states as outcome.',
    });
  });

  it.each<[string, Story]>([
    ['a step failed', failed],
    ['markers were lost', lost],
  ])(
    'refuses a verdict that was changed everywhere, with every hash made anew: %s',
    (_, story) => {
      const file = forged(story, event =>
        event.type === 'finished' ? { ...event, outcome: pass } : event,
      );
      expect(verifyEvidence(file, options)).toMatchObject({
        problem: 'outcome',
        message: 'The outcome does not follow from what the steps have found.',
      });
    },
  );

  it('refuses findings that are not those of the events', () => {
    const { drill, events } = passed;
    const rpa = drill.findings.rpa && { ...drill.findings.rpa, upperMs: 1 };
    const changed = { ...drill, findings: { ...drill.findings, rpa } };
    expect(
      verifyEvidence(fileOf({ drill: changed, events }), options),
    ).toMatchObject({
      problem: 'outcome',
      message:
        'The events do not lead to what the document states as findings.',
    });
  });

  it('refuses an order in which nothing can happen, and a drill that has not ended', () => {
    const [queued, , ...rest] = passed.events;
    const events = chained(
      passed.drill.id,
      [queued, ...rest].map(({ event, actor, at }) => ({ event, actor, at })),
    );
    expect(
      verifyEvidence(fileOf({ drill: passed.drill, events }), options),
    ).toMatchObject({
      problem: 'outcome',
      message: 'The events cannot have happened in this order.',
    });
    expect(verifyEvidence(fileOf(SAMPLE_DRILLS.running), options)).toEqual(
      broken('outcome'),
    );
  });
});
