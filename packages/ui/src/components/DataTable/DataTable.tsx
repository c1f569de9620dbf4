import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { uiTranslationRef } from '../../i18n/translation';
import { formatCount } from '../../format/quantity';
import { DataTableProps } from './columns';
import { TableHead } from './TableHead';
import { TableRow } from './TableRow';
import { useRowOrder } from './useRowOrder';

const CHUNK = 200;

function Foot<T>(props: {
  table: DataTableProps<T>;
  left: number;
  onMore: () => void;
}) {
  const { table, left, onMore } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const shown = table.rows.length;
  const filtered = table.total !== undefined && table.total !== shown;
  const counted = table.count ?? true;
  if (!counted && !table.footer && left === 0) return null;
  return (
    <div className="tl-table__foot">
      {left > 0 && (
        <button type="button" className="tl-btn" onClick={onMore}>
          {t('table.more', { count: Math.min(CHUNK, left) })}
        </button>
      )}
      {counted && (
        <span role="status">
          {filtered
            ? t('table.count', {
                shown: formatCount(shown),
                total: formatCount(table.total),
              })
            : t('table.all', { count: shown })}
        </span>
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
