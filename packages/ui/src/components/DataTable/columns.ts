import { ReactNode } from 'react';
import { Sort, SortValue } from './rowOrder';

/** A column of a {@link DataTable}. The first one is the name and the row's header. */
export interface DataColumn<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Numbers stand at the end. */
  align?: 'start' | 'end';
  /** Makes the column sortable. */
  sortValue?: (row: T) => SortValue;
  /** CSS width, such as `22%` or `120px`. */
  width?: string;
  /**
   * Place below 768 px: `figure` beside the name, `line` in the second line (the default), `hidden`
   * not at all. The first column is the name.
   */
  phone?: 'figure' | 'line' | 'hidden';
}

/** How many rows are shown; `total` when they are a filtered part. */
export interface RowCount {
  shown: number;
  total?: number;
}

/** Properties of a {@link DataTable}. */
export interface DataTableProps<T> {
  /** Accessible name. */
  label: string;
  columns: DataColumn<T>[];
  /** In the order to show as long as no column sorts. */
  rows: T[];
  rowId: (row: T) => string;
  /** Where a row leads; its name becomes a link. */
  rowHref?: (row: T) => string | undefined;
  /** Marks a row with a bar at its start. */
  rowIntent?: (row: T) => 'caution' | 'critical' | undefined;
  /** Sort set from outside, such as from the address; with `onSortChange`. */
  sort?: Sort;
  defaultSort?: Sort;
  onSortChange?: (sort: Sort) => void;
  /** All rows there are when `rows` is a filtered part: "41 of 1,204". */
  total?: number;
  /** Says the count with the noun of the rows: "10 nodes", "41 of 1,204 nodes". */
  countWords?: (count: RowCount) => string;
  /** Says the count beneath; on by default. */
  count?: boolean;
  /** Totals or notes beneath. */
  footer?: ReactNode;
  /** Stands in place of rows when there are none. */
  empty?: ReactNode;
}
