import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { uiTranslationRef } from '../../i18n/translation';
import { formatCount } from '../../format/quantity';
import { DataTableProps, RowCount } from './columns';
import { TableHead } from './TableHead';
import { TableRow } from './TableRow';
import { useRowOrder } from './useRowOrder';

const CHUNK = 200;

function useCountWords({ shown, total }: RowCount): string {
  const { t } = useTranslationRef(uiTranslationRef);
  return total === undefined
    ? t('table.all', { count: shown })
    : t('table.count', {
        shown: formatCount(shown),
        total: formatCount(total),
      });
}

function Foot<T>(props: {
  table: DataTableProps<T>;
  left: number;
  onMore: () => void;
}) {
  const { table, left, onMore } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const shown = table.rows.length;
  const total = table.total === shown ? undefined : table.total;
  const count = { shown, ...(total !== undefined && { total }) };
  const words = useCountWords(count);
  const counted = table.count ?? true;
  if (!counted && !table.footer && left === 0) return null;
  // What stands for no rows says it already; the count is then for screen readers alone.
  const silent = shown === 0 && Boolean(table.empty) && !table.footer;
  return (
    <div className="tl-table__foot" data-silent={silent || undefined}>
      {left > 0 && (
        <button type="button" className="tl-btn" onClick={onMore}>
          {t('table.more', { count: Math.min(CHUNK, left) })}
        </button>
      )}
      {counted && (
        <span role="status">{table.countWords?.(count) ?? words}</span>
      )}
      {table.footer}
    </div>
  );
}

/** A semantic table that sorts, keeps its rows still while read, and has no sideways scroll. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rowId, rowHref, rowIntent, empty } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const order = useRowOrder(props);
  const [room, setRoom] = useState(CHUNK);
  const visible = order.ordered.slice(0, room);
  return (
    <div className="tl-table-wrap" {...order.inside}>
      {order.changes > 0 && (
        <button
          type="button"
          className="tl-btn tl-table__changed"
          onClick={order.update}
        >
          {t('table.changed', { count: order.changes })}
        </button>
      )}
      <table className="tl-table" aria-label={label}>
        <TableHead columns={columns} sort={order.sort} onSort={order.sortBy} />
        <tbody>
          {visible.map(row => (
            <TableRow
              key={rowId(row)}
              row={row}
              columns={columns}
              href={rowHref?.(row)}
              intent={rowIntent?.(row)}
            />
          ))}
          {visible.length === 0 && empty && (
            <tr className="tl-table__empty">
              <td colSpan={columns.length}>{empty}</td>
            </tr>
          )}
        </tbody>
      </table>
      <Foot
        table={props}
        left={order.ordered.length - visible.length}
        onMore={() => setRoom(count => count + CHUNK)}
      />
    </div>
  );
}
