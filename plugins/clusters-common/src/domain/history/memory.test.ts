import fc from 'fast-check';
import { DAY, MINUTE } from '@textloom/kernel';
import {
  aClusterFacts,
  aCondition,
  ago,
  someNodes,
  TEST_NOW,
} from '../../testUtils';
import { assessCluster } from '../assess';
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

describe('the memory of an assessment', () => {
  it('is the same after it was written and read', () => {
    const read = readMemory(writeMemory(history), TEST_NOW, TEST_NOW + 5_000);
    expect(history.findings.size).toBeGreaterThan(0);
    expect(history.readyChanges.size).toBeGreaterThan(0);
    expect(read).toEqual(history);
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
      fc.property(fc.jsonValue(), fc.jsonValue(), (findings, readyChanges) => {
        const text = JSON.stringify({ version: 1, findings, readyChanges });
        const previous = readMemory(text, TEST_NOW, TEST_NOW);
        expect(previous).toBeDefined();
        assessCluster(lost, { now: TEST_NOW, previous });
      }),
    );
  });
});
