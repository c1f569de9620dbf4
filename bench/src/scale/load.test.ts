import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costExponent } from './load.ts';

const grown = (exponent: number) =>
  [1, 4, 16].map(size => ({ size, cost: 3 * size ** exponent }));

for (const exponent of [0.5, 1, 2]) {
  test(`a cost that grows with the power ${exponent} of the size`, () => {
    assert.ok(Math.abs(costExponent(grown(exponent)) - exponent) < 1e-9);
  });
}
