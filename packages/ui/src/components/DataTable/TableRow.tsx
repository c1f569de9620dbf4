import { KeyboardEvent } from 'react';
import { TextLink } from '../TextLink/TextLink';
import { DataColumn } from './columns';

interface TableRowProps<T> {
  row: T;
  columns: DataColumn<T>[];
  href?: string;
  intent?: 'caution' | 'critical';
}

/** j and k lead from name to name. */
function moveFocus(event: KeyboardEvent<HTMLAnchorElement>) {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.metaKey || event.ctrlKey || event.altKey) return;
  const links = Array.from(
    event.currentTarget
      .closest('tbody')!
      .querySelectorAll<HTMLElement>('.tl-table__name'),
  );
  const next = links[links.indexOf(event.currentTarget) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** One row: its name as header, then its cells; on the phone two lines. */
export function TableRow<T>({ row, columns, href, intent }: TableRowProps<T>) {
  const [name, ...rest] = columns;
  return (
    <tr className="tl-table__row" data-intent={intent}>
      <th scope="row" data-phone="name">
        {href ? (
          <TextLink
            href={href}
            className="tl-table__name"
            onKeyDown={moveFocus}
          >
            {name.cell(row)}
          </TextLink>
        ) : (
          name.cell(row)
        )}
      </th>
      {rest.map(column => (
        <td
          key={column.id}
          data-align={column.align}
          data-phone={column.phone ?? 'line'}
        >
          <span className="tl-table__term" aria-hidden>
            {column.header}
          </span>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
