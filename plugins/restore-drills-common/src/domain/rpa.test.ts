import fc from 'fast-check';
import { LedgerEntry } from './heartbeat';
import {
  expectedSeq,
  expectedSeqAt,
  lastContiguous,
  rpaOf,
  RpaInput,
} from './rpa';
import { aLedger } from '../testUtils';

const failedAt = 1_000_000;
const ledger = aLedger({
  firstSeq: 1,
  count: 10,
  firstSentAt: failedAt - 50_000,
});
const markers = (max: number, firstHole?: number) => ({
  min: 1,
  max,
  count: max,
  firstHole,
});

describe('rpaOf', () => {
  it('bounds the loss by the marker that came back and the one that did not', () => {
    expect(
      rpaOf({ failedAt, markers: markers(6), ledger, expectedSeq: 6 }),
    ).toEqual({
      method: 'markers',
      lastSeq: 6,
      lowerMs: 20_000 - 40,
      upperMs: 25_000,
      expectedSeq: 6,
      derivation: {
        failedAt,
        lastSentAt: failedAt - 25_000,
        nextAckedAt: failedAt - 20_000 + 40,
      },
    });
  });

  it.each<[string, Partial<RpaInput>, number, number]>([
    ['nothing is lost beyond the last', { markers: markers(10) }, 0, 5_000],
    ['a hole ends what counts', { markers: markers(9, 4) }, 34_960, 40_000],
    [
      'a marker after the failure came back',
      {
        markers: markers(2),
        ledger: aLedger({ firstSeq: 1, count: 2, firstSentAt: failedAt + 1 }),
      },
      0,
      0,
    ],
    [
      'the next one was acknowledged after the failure',
      {
        markers: markers(1),
        ledger: aLedger({
          firstSeq: 1,
          count: 2,
          firstSentAt: failedAt - 4_000,
        }),
      },
      0,
      4_000,
    ],
    [
      'the ledger lacks both neighbours',
      {
        markers: markers(5),
        ledger: ledger.filter(({ seq }) => seq < 5 || seq > 6),
      },
      failedAt - ledger[6].ackedAt,
      failedAt - ledger[3].sentAt,
    ],
  ])('%s', (_, input, lowerMs, upperMs) => {
    expect(
      rpaOf({ failedAt, markers: markers(6), ledger, ...input }),
    ).toMatchObject({ lowerMs, upperMs });
  });

  it.each<[string, Partial<RpaInput>]>([
    ['there is no ledger', { markers: markers(6), ledger: [] }],
    [
      'the ledger begins later',
      { markers: markers(6), ledger: ledger.slice(8) },
    ],
    ['no marker came back', { markers: { min: 0, max: 0, count: 0 } }],
    ['there is nothing at all', {}],
  ])('is not known when %s', (_, input) => {
    expect(rpaOf({ failedAt, ledger, ...input })).toBeUndefined();
  });

  it('takes the restore point or the time of the copy where there are no markers', () => {
    const copiedAt = failedAt - 9_000;
    expect(rpaOf({ failedAt, ledger: [], copiedAt })).toEqual({
      method: 'copy-time',
      lowerMs: 0,
      upperMs: 9_000,
      derivation: { failedAt, restorePointAt: copiedAt },
    });
    const restorePointAt = failedAt - 7_000;
    expect(
      rpaOf({ failedAt, ledger: [], copiedAt, restorePointAt }),
    ).toMatchObject({ method: 'restore-point', upperMs: 7_000 });
  });

  it('contains the truth, however writes, acknowledgements and losses fall', () => {
    const writes = fc.array(
      fc.record({
        wait: fc.nat(9_000),
        commit: fc.nat(500),
        ack: fc.nat(500),
        kept: fc.boolean(),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(
        writes,
        fc.nat(),
        fc.nat(20_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, cut, after, within) => {
          let clock = 0;
          const truth = all.map(({ wait, commit, ack, kept }, index) => {
            const sentAt = clock + wait;
            const committedAt = sentAt + commit;
            clock = committedAt + ack;
            const entry: LedgerEntry = {
              store: 's',
              seq: index + 1,
              sentAt,
              ackedAt: clock,
            };
            return { entry, committedAt, kept };
          });
          const survivors = 1 + (cut % truth.length);
          const last = truth[survivors - 1];
          const next = truth[survivors];
          // The failure is after what survives; what comes later in the ledger was lost.
          const failure = Math.max(last.committedAt, clock - 5_000) + after;
          // Any transaction between the two markers may be the last that survived.
          const newest =
            last.committedAt +
            within *
              (Math.min(next?.committedAt ?? failure, failure) -
                last.committedAt);
          const loss = failure - newest;
          const rpa = rpaOf({
            failedAt: failure,
            markers: { min: 1, max: survivors, count: survivors },
            ledger: truth
              .filter(({ kept }, index) => kept || index === 0)
              .map(({ entry }) => entry),
          });
          expect(rpa?.upperMs).toBeGreaterThanOrEqual(loss);
          expect(rpa?.lowerMs).toBeLessThanOrEqual(loss);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('lastContiguous', () => {
  it('is the largest with no hole below it', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(numbers, seqs => {
        const there = new Set(seqs);
        const min = Math.min(...seqs);
        const max = Math.max(...seqs);
        let last = min;
        while (there.has(last + 1)) {
          last++;
        }
        const firstHole = last === max ? undefined : last + 1;
        expect(
          lastContiguous({ min, max, count: seqs.length, firstHole }),
        ).toBe(last);
      }),
    );
    expect(lastContiguous(undefined)).toBeUndefined();
  });
});

describe('expectedSeq', () => {
  const at = (seq: number, position?: string): LedgerEntry => ({
    store: 's',
    seq,
    sentAt: seq * 10,
    ackedAt: seq * 10 + 5,
    position,
  });
  const byNumber = (a: string, b: string) => Number(a) - Number(b);

  it('is the newest whose commit is wholly in what can be recovered', () => {
    const entries = [at(4, '40'), at(3, '30'), at(5), at(2, '9')];
    expect(expectedSeq(entries, '30', byNumber)).toBe(3);
    expect(expectedSeq(entries, '29', byNumber)).toBe(2);
    expect(expectedSeq(entries, '8', byNumber)).toBeUndefined();
    expect(expectedSeq([at(5)], '99', byNumber)).toBeUndefined();
  });

  it('is the newest that was acknowledged by the time of a copy', () => {
    expect(expectedSeqAt([at(1), at(3), at(2)], 25)).toBe(2);
    expect(expectedSeqAt([at(1), at(3), at(2)], 24)).toBe(1);
    expect(expectedSeqAt([at(1)], 14)).toBeUndefined();
  });
});
