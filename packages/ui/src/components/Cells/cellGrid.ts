/** Where a cell lies on the screen, in pixels. */
export interface CellBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

const centre = (box: CellBox) => ({
  x: box.left + box.width / 2,
  y: box.top + box.height / 2,
});

function vertical(
  boxes: CellBox[],
  from: number,
  direction: 1 | -1,
): number | undefined {
  const start = centre(boxes[from]);
  let best: { index: number; distance: number } | undefined;
  boxes.forEach((box, index) => {
    const point = centre(box);
    const down = (point.y - start.y) * direction;
    if (down < box.height / 2 || box.height === 0) return;
    const distance = down * 4 + Math.abs(point.x - start.x);
    if (!best || distance < best.distance) best = { index, distance };
  });
  return best?.index;
}

/**
 * The cell that a key leads to, or undefined when the key means nothing here. Left and right follow
 * the reading order, up and down the picture.
 */
export function nextCell(
  boxes: CellBox[],
  from: number,
  key: string,
): number | undefined {
  const last = boxes.length - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowDown':
      return vertical(boxes, from, 1) ?? from;
    case 'ArrowUp':
      return vertical(boxes, from, -1) ?? from;
    default:
      return undefined;
  }
}
