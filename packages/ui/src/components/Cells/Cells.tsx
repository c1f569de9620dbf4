import { CSSProperties, KeyboardEvent, useRef, useState } from 'react';
import { Cell, CellFace, CellItem, CellStatus } from './Cell';
import { nextCell } from './cellGrid';
import { DenseCells, useDenseKeys } from './DenseCells';

/** Cells that belong together, such as those of a zone. */
export interface CellGroup {
  id: string;
  label: string;
  items: CellItem[];
}

/** Properties of {@link Cells}. */
export interface CellsProps {
  /** Accessible name of the whole. */
  label: string;
  /** In a fixed order, also the empty ones, so that columns line up between rows. */
  groups: CellGroup[];
  /** `phone` shows the groups' labels only where a {@link CellsHead} is hidden (below 768 px). */
  labels?: 'always' | 'phone';
}

const SMALL_FROM = 60;
const DENSE_FROM = 300;

const columns = (count: number): CSSProperties => ({
  gridTemplateColumns: `repeat(${Math.max(1, count)}, minmax(0, 1fr))`,
});

/**
 * One cell per thing, in groups; the fill is one metric. One tab stop: arrow keys move between
 * cells. From 61 cells on they are 24 px, from 301 on 16 px.
 */
export function Cells(props: CellsProps) {
  const count = props.groups.reduce((sum, { items }) => sum + items.length, 0);
  return count > DENSE_FROM ? <Dense {...props} /> : <Roomy {...props} />;
}

function Dense({ label, groups, labels = 'always' }: CellsProps) {
  const { root, onKeyDown } = useDenseKeys();
  const first = groups.find(({ items }) => items.length > 0)?.items[0].id;
  return (
    <div
      ref={root}
      role="group"
      aria-label={label}
      className="tl-cells"
      data-labels={labels}
      data-size="dense"
      style={columns(groups.length)}
    >
      {groups.map(group => (
        <div
          key={group.id}
          role="group"
          aria-label={group.label}
          className="tl-cells__group"
        >
          <span className="tl-cells__label" aria-hidden>
            {group.label}
          </span>
          <DenseCells items={group.items} first={first} onKeyDown={onKeyDown} />
        </div>
      ))}
    </div>
  );
}

function Roomy({ label, groups, labels = 'always' }: CellsProps) {
  const items = groups.flatMap(group => group.items);
  const [current, setCurrent] = useState<string>();
  const refs = useRef(new Map<string, HTMLElement>());
  const found = items.findIndex(item => item.id === current);
  const active = items[Math.max(0, found)]?.id;

  const onKeyDown = (event: KeyboardEvent) => {
    const boxes = items.map(
      item =>
        refs.current.get(item.id)?.getBoundingClientRect() ?? {
          left: 0,
          top: 0,
          width: 0,
          height: 0,
        },
    );
    const next = nextCell(boxes, Math.max(0, found), event.key);
    if (next === undefined) return;
    event.preventDefault();
    refs.current.get(items[next].id)?.focus();
  };

  return (
    <div
      role="group"
      aria-label={label}
      className="tl-cells"
      data-labels={labels}
      data-size={items.length > SMALL_FROM ? 'small' : 'normal'}
      style={columns(groups.length)}
    >
      {groups.map(group => (
        <div
          key={group.id}
          role="group"
          aria-label={group.label}
          className="tl-cells__group"
        >
          <span className="tl-cells__label" aria-hidden>
            {group.label}
          </span>
          <div className="tl-cells__items">
            {group.items.map(item => (
              <Cell
                key={item.id}
                {...item}
                tabIndex={item.id === active ? 0 : -1}
                onFocus={() => setCurrent(item.id)}
                onKeyDown={onKeyDown}
                ref={element => {
                  if (element) refs.current.set(item.id, element);
                  else refs.current.delete(item.id);
                }}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** Labels of the groups once above many rows of {@link Cells}; hidden on the phone. */
export function CellsHead(props: { groups: { id: string; label: string }[] }) {
  return (
    <div className="tl-cells-head" style={columns(props.groups.length)}>
      {props.groups.map(group => (
        <span key={group.id}>{group.label}</span>
      ))}
    </div>
  );
}

/** Properties of {@link CellsLegend}. */
export interface CellsLegendProps {
  /** Only the statuses that occur, in the order of the domain. */
  items: { status: CellStatus; label: string }[];
}

/** What the cells' pictures mean. */
export function CellsLegend({ items }: CellsLegendProps) {
  return (
    <ul className="tl-cells-legend">
      {items.map(item => (
        <li key={item.status}>
          <CellFace
            status={item.status}
            fill={item.status === 'ok' ? 0.5 : undefined}
          />
          {item.label}
        </li>
      ))}
    </ul>
  );
}
