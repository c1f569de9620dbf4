/** The costs of a row: their FOCUS columns, and those of `rows` with their value as a decimal. */
export const COST_COLUMNS = [
  { focus: 'EffectiveCost', column: '_effective', metric: 'effective' },
  { focus: 'BilledCost', column: '_billed', metric: 'billed' },
  { focus: 'ListCost', column: '_list', metric: 'list' },
  { focus: 'ContractedCost', column: '_contracted', metric: 'contracted' },
] as const;

/** Whether a column tells how much a row is worth. Columns of the provider's own may, so all of them count. */
export function isAmount(column: string): boolean {
  return /cost|price|quantity|contractapplied|^x_/i.test(column);
}
