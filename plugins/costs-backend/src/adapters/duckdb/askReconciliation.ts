import {
  CostLayer,
  DayReconciliation,
  reconcileDay,
} from '@textloom/plugin-costs-common';
import { DataView } from './DataView';
import { decimalCell, DuckSession, textCell } from './openDuck';

/**
 * The bill against its layers, per day. The bill is summed from its rows and the layers from allocated entries: two
 * readings that share no code.
 */
export async function askReconciliation(
  session: DuckSession,
  view: DataView,
  range: { from: string; to: string; currency: string },
): Promise<DayReconciliation[]> {
  const values = [range.currency, range.from, range.to];
  const bills = await session.all(
    `SELECT "_day", sum("_effective")::DECIMAL(38, 12)
     FROM ${view.files('rows', range)}
     WHERE "_currency" = $1 AND "_day" >= $2 AND "_day" <= $3
     GROUP BY 1 ORDER BY 1`,
    values,
  );
  const sums = await session.all(
    `SELECT "day", "layer", sum("effective")::DECIMAL(38, 12)
     FROM ${view.files('daily', range)}
     WHERE "currency" = $1 AND "day" >= $2 AND "day" <= $3
     GROUP BY 1, 2 ORDER BY 1, 2`,
    values,
  );
  const days = new Map<
    string,
    { bill: bigint; layers: Map<CostLayer, bigint> }
  >();
  const dayOf = (day: string) => {
    const known = days.get(day) ?? { bill: 0n, layers: new Map() };
    days.set(day, known);
    return known;
  };
  for (const [day, bill] of bills) {
    dayOf(textCell(day)).bill = decimalCell(bill);
  }
  for (const [day, layer, sum] of sums) {
    dayOf(textCell(day)).layers.set(
      textCell(layer) as CostLayer,
      decimalCell(sum),
    );
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { bill, layers }]) =>
      reconcileDay({ day, currency: range.currency, bill, layers }),
    );
}
