import { FocusEvent, useMemo, useRef, useState } from 'react';
import { DataTableProps } from './columns';
import { holdOrder, Sort, sortRows } from './rowOrder';

/**
 * The rows in the order to show. While a pointer or the focus is inside they keep their places;
 * `changes` says how many would move, `update` moves them.
 */
export function useRowOrder<T>(props: DataTableProps<T>) {
  const { rows, columns, rowId, onSortChange } = props;
  const [ownSort, setOwnSort] = useState(props.defaultSort);
  const sort = props.sort ?? ownSort;
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const shown = useRef<string[]>([]);
  const [, redraw] = useState(0);

  const sorted = useMemo(() => {
    const column = columns.find(entry => entry.id === sort?.column);
    return sort && column?.sortValue
      ? sortRows(rows, column.sortValue, sort.direction)
      : rows;
  }, [rows, columns, sort]);

  const byId = new Map(sorted.map(row => [rowId(row), row]));
  const wanted = [...byId.keys()];
  const held =
    hovered || focused
      ? holdOrder(shown.current, wanted)
      : { ids: wanted, changes: 0 };
  shown.current = held.ids;

  const forget = () => {
    shown.current = [];
    redraw(count => count + 1);
  };
  return {
    sort,
    ordered: held.ids.map(id => byId.get(id)!),
    changes: held.changes,
    update: forget,
    sortBy: (next: Sort) => {
      forget();
      setOwnSort(next);
      onSortChange?.(next);
    },
    inside: {
      onPointerEnter: () => setHovered(true),
      onPointerLeave: () => setHovered(false),
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) {
          setFocused(false);
        }
      },
    },
  };
}
