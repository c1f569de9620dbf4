import fc from 'fast-check';
import { CHAIN_START } from '@textloom/kernel';
import { frozenDigest, hashOf, sha256Of, signedBytes } from './hash';
import { eventHash, firstBrokenEvidence, verifyChain } from './log';
import { aDrill, simulate } from '../testUtils';

const { events, drill } = simulate(aDrill());

describe('hashes', () => {
  it('are those of everybody else', () => {
    expect(sha256Of('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(hashOf({ b: 1, a: undefined })).toBe(sha256Of('{"b":1}'));
  });

  it('covers all of the frozen evidence but the digest', () => {
    const { digest, ...frozen } = drill.findings.frozen ?? { digest: '' };
    expect(digest).toBe(hashOf(frozen));
    expect(frozenDigest({ ...frozen, digest } as never)).toBe(digest);
  });

  it('are signed as 32 bytes', () => {
    expect(signedBytes(`${'00'.repeat(31)}ff`)).toEqual(
      new Uint8Array([...Array(31).fill(0), 255]),
    );
    expect(() => signedBytes('xy')).toThrow('hex');
  });
});

describe('verifyChain', () => {
  it('verifies what was written, and that a drill ended early', () => {
    expect(verifyChain(events)).toEqual({
      state: 'verified',
      events: events.length,
    });
    expect(verifyChain([])).toEqual({ state: 'verified', events: 0 });
    expect(events[0].previousHash).toBe(CHAIN_START);
    expect(eventHash(CHAIN_START, events[0])).toBe(events[0].hash);
  });

  it.each([
    'at',
    'actor',
    'event',
    'sequence',
    'drill',
    'hash',
    'previousHash',
  ] as const)('misses no change of %s, in no event', field => {
    fc.assert(
      fc.property(fc.nat(events.length - 1), index => {
        const other =
          field === 'event'
            ? ({ type: 'cancel-requested' } as const)
            : ({ at: 1, sequence: 99 } as Record<string, unknown>)[field] ??
              'x'.repeat(64);
        const changed = events.map((event, place) =>
          place === index ? { ...event, [field]: other } : event,
        );
        expect(verifyChain(changed as typeof events)).toEqual({
          state: 'broken',
          sequence: index + 1,
        });
      }),
    );
  });

  it('misses no event that is left out, doubled or moved', () => {
    const without = events.filter((_, index) => index !== 3);
    const doubled = [...events.slice(0, 4), ...events.slice(3)];
    const moved = [events[1], events[0], ...events.slice(2)];
    expect(verifyChain(without)).toEqual({ state: 'broken', sequence: 4 });
    expect(verifyChain(doubled)).toEqual({ state: 'broken', sequence: 5 });
    expect(verifyChain(moved)).toEqual({ state: 'broken', sequence: 1 });
  });

  it('counts from 1, also where every hash holds', () => {
    const fields = { ...events[0], sequence: 2 };
    const second = { ...fields, hash: eventHash(CHAIN_START, fields) };
    expect(verifyChain([second])).toEqual({ state: 'broken', sequence: 1 });
  });

  it('takes what cannot be hashed for broken', () => {
    const [first, ...rest] = events;
    const odd = { ...first, event: { type: 'claimed', token: NaN } as const };
    expect(verifyChain([odd, ...rest])).toEqual({
      state: 'broken',
      sequence: 1,
    });
  });
});

describe('firstBrokenEvidence', () => {
  const link = (number: number, previousHash: string) => ({
    number,
    previousHash,
    hash: `h${number}`,
  });
  const chain = [link(1, CHAIN_START), link(2, 'h1'), link(3, 'h2')];

  it('holds where each document follows the one before', () => {
    expect(firstBrokenEvidence(chain)).toBeUndefined();
    expect(firstBrokenEvidence([])).toBeUndefined();
  });

  it.each<[string, typeof chain, number]>([
    ['one is left out', [chain[0], chain[2]], 2],
    ['the first is left out', chain.slice(1), 1],
    ['one follows another', [chain[0], link(2, 'hx'), chain[2]], 2],
    ['a number is used twice', [chain[0], link(1, 'h1')], 2],
  ])('breaks where %s', (_, links, number) => {
    expect(firstBrokenEvidence(links)).toBe(number);
  });
});
