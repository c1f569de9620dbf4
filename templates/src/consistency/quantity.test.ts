import { allocatableOf, NODE_GROUPS } from './nodeGroups';
import { quantityOf } from './quantity';

describe('a quantity of Kubernetes', () => {
  it.each([
    ['500m', 0.5],
    ['2', 2],
    [2, 2],
    ['1.5', 1.5],
    ['512Mi', 536_870_912],
    ['2Gi', 2_147_483_648],
    ['1G', 1e9],
  ])('%s', (text, number) => {
    expect(quantityOf(text)).toBeCloseTo(number, 9);
  });

  it.each(['', 'much', '1 Gi', '-1', undefined])('is not %s', text => {
    expect(() => quantityOf(text)).toThrow('is no quantity');
  });
});

it('a c5.2xlarge leaves 7.755 cores and 14,303 MiB to pods', () => {
  const { cores, bytes } = allocatableOf(NODE_GROUPS.compute);
  expect(cores).toBeCloseTo(7.755, 3);
  expect(bytes / 2 ** 20).toBe(14_303);
});
