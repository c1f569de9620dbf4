import { CellBox, nextCell } from './cellGrid';

/** Two zones beside each other, each two cells wide: 0 1 | 4 5, below 2 3 | 6. */
const at = (column: number, row: number): CellBox => ({
  left: column * 36,
  top: row * 36,
  width: 32,
  height: 32,
});
const boxes = [
  at(0, 0),
  at(1, 0),
  at(0, 1),
  at(1, 1),
  at(3, 0),
  at(4, 0),
  at(3, 1),
];

it.each([
  [0, 'ArrowRight', 1],
  [1, 'ArrowLeft', 0],
  [0, 'ArrowLeft', 0],
  [6, 'ArrowRight', 6],
  [3, 'Home', 0],
  [0, 'End', 6],
  [0, 'ArrowDown', 2],
  [5, 'ArrowDown', 6],
  [6, 'ArrowUp', 4],
  [2, 'ArrowDown', 2],
  [4, 'ArrowUp', 4],
])('from %d by %s to %d', (from, key, to) => {
  expect(nextCell(boxes, from, key)).toBe(to);
});

it('leaves other keys alone', () => {
  expect(nextCell(boxes, 0, 'a')).toBeUndefined();
  expect(nextCell(boxes, 0, 'Tab')).toBeUndefined();
});

it('stays where it is while nothing is laid out', () => {
  const flat = boxes.map(() => ({ left: 0, top: 0, width: 0, height: 0 }));
  expect(nextCell(flat, 3, 'ArrowDown')).toBe(3);
});
