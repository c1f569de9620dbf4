/** A measured figure as a sentence has it. */
export const twoDecimals = (value: number): number =>
  Math.round(value * 100) / 100;
