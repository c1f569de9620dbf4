import fc from 'fast-check';
import { DAY, MINUTE } from '@textloom/kernel';
import {
  aClusterFacts,
  aCondition,
  ago,
  aSource,
  someNodes,
  someSources,
  TEST_NOW,
} from '../../testUtils';
import { Assessment, assessCluster } from '../assess';
import { History } from '../history';
import { SignalFacts } from '../sourceFacts';
import { readMemory, writeMemory } from './memory';

const lost = aClusterFacts({
  nodes: someNodes(3, 'workers', n =>
    n === 0
      ? {
          conditions: [
            aCondition('Ready', 'Unknown', { lastTransitionTime: ago(MINUTE) }),
          ],
        }
      : {},
  ),
});
const { history } = assessCluster(lost, { now: TEST_NOW });

const missing = ({ view }: Assessment) =>
  view.list
    .filter(({ rule }) => rule === 'signal-missing')
    .map(({ object, severity }) => `${object.name} ${severity}`);

describe('the memory of an assessment', () => {
  it('is the same after it was written and read', () => {
    const read = readMemory(writeMemory(history), TEST_NOW, TEST_NOW + 5_000);
    expect(history.findings.size).toBeGreaterThan(0);
    expect(history.readyChanges.size).toBeGreaterThan(0);
    expect(read).toEqual(history);
  });

  it('tells of a signal that went away over a restart', () => {
    const lag = {
      signal: 'postgres-lag' as const,
      subject: 'db-1',
      namespace: 'data',
      value: 1,
      at: ago(0),
    };
    const seen = (ms: number, signals: SignalFacts[]) =>
      aClusterFacts({
        sources: someSources(
          aSource('prometheus', {
            at: new Date(TEST_NOW + ms).toISOString(),
          }),
        ),
        signals,
      });
    const judged = (ms: number, signals: SignalFacts[], previous?: History) =>
      assessCluster(seen(ms, signals), { now: TEST_NOW + ms, previous });
    const restarted = (before: History, ms: number) => {
      const read = readMemory(
        writeMemory(before),
        TEST_NOW + ms,
        TEST_NOW + ms,
      );
      expect(read).toEqual(before);
      return read;
    };
    const first = restarted(judged(0, [lag]).history, 0);
    const gone = judged(MINUTE, [], first);
    expect(missing(gone)).toEqual(['db-1 info']);
    const second = restarted(gone.history, MINUTE);
    expect(missing(judged(3 * MINUTE, [], second))).toEqual(['db-1 warning']);
    // Nobody would tell without the memory.
    expect(missing(judged(3 * MINUTE, []))).toEqual([]);
  });

  it.each([
    ['no signals', undefined, undefined],
    ['no record', [], undefined],
    ['no lists', { current: 1, lost: {} }, { current: [], lost: [] }],
    [
      'facts that make no sense',
      {
        current: [
          { signal: 'postgres-lag', subject: 'db-1', value: 2, at: ago(0) },
          { signal: 'no-such', subject: 'db-1', value: 2, at: ago(0) },
          { signal: 'postgres-lag', subject: 'db-1', value: null, at: ago(0) },
          { signal: 'postgres-lag', subject: 'db-1', value: 2, at: 'then' },
        ],
        lost: [
          ['a', { fact: null, lostAt: 1, before: 1 }],
          [
            'from the future',
            {
              fact: {
                signal: 'postgres-lag',
                subject: 'db-1',
                value: 2,
                at: ago(0),
              },
              lostAt: TEST_NOW + DAY + 1,
              before: 1,
            },
          ],
        ],
      },
      {
        current: [
          { signal: 'postgres-lag', subject: 'db-1', value: 2, at: ago(0) },
        ],
        lost: [],
      },
    ],
  ])('of signals is read from %s', (_, signals, expected) => {
    const text = JSON.stringify({ version: 1, watching: true, signals });
    const read = readMemory(text, TEST_NOW, TEST_NOW)?.signals;
    expect(read && { ...read, lost: [...read.lost] }).toEqual(expected);
  });

  it.each([
    ['written a moment ago', 90_000, true],
    ['written before a time without a watcher', 90_001, false],
  ])('%s: watching without a pause is %s ms, %s', (_, age, watching) => {
    expect(
      readMemory(writeMemory(history), TEST_NOW, TEST_NOW + age)?.watching,
    ).toBe(watching);
  });

  it.each([
    ['no JSON', '{', 0],
    ['no record', '[]', 0],
    ['nothing', 'null', 0],
    ['another version', '{"version":2}', 0],
    ['older than a day', writeMemory(history), DAY + 1],
    ['from the future', writeMemory(history), -MINUTE - 1],
  ])('is dropped when it is %s', (_, text, age) => {
    expect(readMemory(text, TEST_NOW, TEST_NOW + age)).toBeUndefined();
  });

  it.each([
    ['no list', {}],
    ['no pair', [['a']]],
    ['no finding', [['a', { seenAt: 1, peakAt: 1, lastAt: 1 }]]],
    [
      'no time',
      [['a', { ...[...history.findings.values()][0], seenAt: null }]],
    ],
    [
      'no severity',
      [
        [
          'a',
          {
            seenAt: 1,
            peakAt: 1,
            lastAt: 1,
            peak: {
              ...[...history.findings.values()][0].peak,
              severity: 'awful',
            },
          },
        ],
      ],
    ],
  ])('leaves out findings that are %s', (_, findings) => {
    const text = JSON.stringify({ version: 1, watching: true, findings });
    expect(readMemory(text, TEST_NOW, TEST_NOW)).toEqual({
      watching: true,
      findings: new Map(),
      readyChanges: new Map(),
    });
  });

  it('never breaks an assessment, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        fc.jsonValue(),
        (findings, readyChanges, signals) => {
          const text = JSON.stringify({
            version: 1,
            findings,
            readyChanges,
            signals: { current: signals, lost: findings },
          });
          const previous = readMemory(text, TEST_NOW, TEST_NOW);
          expect(previous).toBeDefined();
          assessCluster(lost, { now: TEST_NOW, previous });
        },
      ),
    );
  });
});
