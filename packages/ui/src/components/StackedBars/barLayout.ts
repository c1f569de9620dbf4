/** Room around the bars for the words of the axes and the marks above them, in pixels. */
export const BAR_MARGIN = { top: 30, bottom: 24, left: 60 };

/** Index of the bar under a horizontal position of a plot. */
export function barAt(offset: number, width: number, count: number): number {
  const inner = Math.max(1, width - BAR_MARGIN.left - 6);
  const index = Math.floor(((offset - BAR_MARGIN.left) / inner) * count);
  return Math.min(count - 1, Math.max(0, index));
}
