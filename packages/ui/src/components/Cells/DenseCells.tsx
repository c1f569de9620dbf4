import { KeyboardEvent, memo, MouseEvent, useEffect, useRef } from 'react';
import { useHref, useNavigate } from 'react-router-dom';
import { CellItem } from './Cell';
import { nextCell } from './cellGrid';

const glyphs: Partial<Record<CellItem['status'], string>> = {
  pressure: '!',
  failed: '×',
  starting: '…',
  closed: '‖',
  draining: '⏸',
  unknown: '?',
};

/** Share of the fill in steps, so that cells of one look share one style. */
const level = (fill: number | undefined) =>
  fill === undefined
    ? undefined
    : Math.round(Math.min(1, Math.max(0, fill)) * 10);

interface DenseCellProps {
  item: CellItem;
  prefix: string;
  tabIndex: 0 | -1;
}

const DenseCell = memo(({ item, prefix, tabIndex }: DenseCellProps) => {
  const shared = {
    className: 'tl-dense__cell',
    'data-cell': item.id,
    'data-status': item.status,
    'data-level': level(item.fill),
    'aria-label': item.label,
    title: item.label,
    tabIndex,
  };
  const glyph = glyphs[item.status];
  return item.href ? (
    <a href={`${prefix}${item.href}`} {...shared}>
      {glyph}
    </a>
  ) : (
    <button type="button" {...shared}>
      {glyph}
    </button>
  );
});

/** Properties of {@link DenseCells}. */
export interface DenseCellsProps {
  items: CellItem[];
  /** The cell that Tab reaches first among all groups. */
  first?: string;
  /** Moves over the cells of all groups, see {@link useDenseKeys}. */
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * Hundreds of cells, 16 px each: one plain element per cell, and what they do is heard once on the whole.
 * Arrow keys reach every cell of the enclosing {@link Cells}.
 */
export function DenseCells({ items, first, onKeyDown }: DenseCellsProps) {
  const prefix = useHref('/').replace(/\/$/, '');
  const navigate = useNavigate();
  const act = (event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-cell]');
    const item = items.find(({ id }) => id === cell?.dataset.cell);
    const plain =
      event.button === 0 &&
      !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!item || !plain) return;
    event.preventDefault();
    if (item.href) navigate(item.href);
    else item.onPress?.();
  };
  return (
    // The cells inside are links and buttons; their clicks and Enter arrive here.
    <div
      className="tl-cells__items tl-dense"
      onClick={act}
      onKeyDown={onKeyDown}
      role="presentation"
    >
      {items.map(item => (
        <DenseCell
          key={item.id}
          item={item}
          prefix={prefix}
          tabIndex={item.id === first ? 0 : -1}
        />
      ))}
    </div>
  );
}

const cellsOf = (root: HTMLElement) => [
  ...root.querySelectorAll<HTMLElement>('[data-cell]'),
];

/** Moves focus and the one tab stop over all dense cells below an element. */
export function useDenseKeys() {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The cell that had the tab stop may be gone.
    const stop = root.current?.querySelector('[data-cell][tabindex="0"]');
    const cell = stop ? undefined : root.current?.querySelector('[data-cell]');
    cell?.setAttribute('tabindex', '0');
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!root.current) return;
    const cells = cellsOf(root.current);
    const at = cells.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const next = nextCell(
      cells.map(cell => cell.getBoundingClientRect()),
      at,
      event.key,
    );
    if (next === undefined) return;
    event.preventDefault();
    for (const cell of root.current.querySelectorAll(
      '[data-cell][tabindex="0"]',
    )) {
      cell.setAttribute('tabindex', '-1');
    }
    cells[next].setAttribute('tabindex', '0');
    cells[next].focus();
  };
  return { root, onKeyDown };
}
