/** Direction of a sorted column. */
export type SortDirection = 'ascending' | 'descending';

/** Which column sorts, and how. */
export interface Sort {
  column: string;
  direction: SortDirection;
}

/** What a row sorts by; undefined is unknown and comes last in both directions. */
export type SortValue = string | number | undefined;

function compare(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** Rows in the order of a value; equal and unknown ones keep theirs. */
export function sortRows<T>(
  rows: T[],
  value: (row: T) => SortValue,
  direction: SortDirection,
): T[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row, index) => ({ row, index, value: value(row) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        const unknown =
          Number(a.value === undefined) - Number(b.value === undefined);
        return unknown || a.index - b.index;
      }
      return sign * compare(a.value, b.value) || a.index - b.index;
    })
    .map(entry => entry.row);
}

/**
 * The order to show while the reader is inside the table: what was shown stays where it is, what is
 * new comes last.
 *
 * @returns the ids to show, and how many of them stand elsewhere in the wanted order.
 */
export function holdOrder(
  shown: string[],
  wanted: string[],
): { ids: string[]; changes: number } {
  const present = new Set(wanted);
  const kept = shown.filter(id => present.has(id));
  const known = new Set(kept);
  const ids = [...kept, ...wanted.filter(id => !known.has(id))];
  const changes = ids.filter((id, index) => id !== wanted[index]).length;
  return { ids, changes };
}
