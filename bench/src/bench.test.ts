import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, median, quantile } from './result.ts';
import { interleave } from './rounds.ts';
import { formatFigure, renderTable } from './table.ts';

const figure = { name: 'fleet', unit: 'ms', ours: 2, peer: 100, peerName: 'p' };

test('a target relative to the peer', () => {
  const target = { kind: 'at-most-peer', factor: 1 / 50, slack: 0 } as const;
  assert.deepEqual(judge(figure, target), {
    ...figure,
    ratio: 0.02,
    target: '≤ peer ÷ 50',
    met: true,
  });
  assert.equal(judge({ ...figure, ours: 2.1 }, target).met, false);
});

test('a target with slack, and an absolute one', () => {
  const slack = { kind: 'at-most-peer', factor: 1, slack: 0.5 } as const;
  assert.equal(judge({ ...figure, ours: 100.5 }, slack).met, true);
  assert.equal(judge({ ...figure, ours: 100.6 }, slack).met, false);
  assert.equal(judge(figure, slack).target, '≤ peer + 0.5 ms');
  const limit = { kind: 'at-most', limit: 0 } as const;
  const met = judge({ ...figure, ours: 0, peer: 0 }, limit);
  assert.deepEqual(
    [met.met, met.ratio, met.target],
    [true, undefined, '≤ 0 ms'],
  );
  assert.equal(judge({ ...figure, ours: 0.1 }, limit).met, false);
});

test('medians and quantiles', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(quantile([0, 10], 0.95), 9.5);
  assert.throws(() => median([]), RangeError);
});

test('rounds alternate who goes first', async () => {
  const order: string[] = [];
  const side = await interleave(
    3,
    {
      ours: async () => order.push('a'),
      peer: async () => order.push('b'),
    },
    async () => order.push('.'),
  );
  assert.equal(order.join(''), '.a.b.b.a.a.b');
  assert.deepEqual(side, { ours: [2, 8, 10], peer: [4, 6, 12] });
});

test('figures keep three digits', () => {
  const cases: [number, string][] = [
    [0, '0'],
    [0.01234, '0.0123'],
    [1.2345, '1.23'],
    [12.345, '12.3'],
    [1234.5, '1,235'],
  ];
  for (const [value, text] of cases) assert.equal(formatFigure(value), text);
});

test('the table has a line per result and says what is not met', () => {
  const limit = { kind: 'at-most', limit: 1 } as const;
  const lines = renderTable([judge(figure, limit)]).split('\n');
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? '', /^fleet {2}2 ms {2}100 ms {2}p .*0\.02× .*NO$/);
});
