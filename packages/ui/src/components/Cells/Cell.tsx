import { forwardRef, KeyboardEvent, Ref } from 'react';
import { Link } from 'react-router-dom';
import {
  RemixiconComponentType,
  RiCloseLine,
  RiLoader4Line,
  RiLockLine,
  RiPauseLine,
  RiQuestionMark,
} from '@remixicon/react';

/** What a cell looks like. Each has a glyph or a texture of its own, so that colour is never alone. */
export type CellStatus =
  | 'ok'
  | 'pressure'
  | 'failed'
  | 'starting'
  | 'closed'
  | 'draining'
  | 'unknown'
  | 'nodata';

/** One thing of many. */
export interface CellItem {
  id: string;
  /** The full accessible name: what it is, its state and its figure. */
  label: string;
  status: CellStatus;
  /** Fraction of the metric that all cells show; absent when it is not known. */
  fill?: number;
  href?: string;
  onPress?: () => void;
}

const glyphs: Partial<Record<CellStatus, RemixiconComponentType>> = {
  failed: RiCloseLine,
  starting: RiLoader4Line,
  closed: RiLockLine,
  draining: RiPauseLine,
  unknown: RiQuestionMark,
};

/** The picture of a cell, also used by the legend. */
export function CellFace(props: { status: CellStatus; fill?: number }) {
  const { status, fill } = props;
  const Glyph = glyphs[status];
  const level = fill === undefined ? undefined : Math.min(1, Math.max(0, fill));
  return (
    <span className="tl-cell__face" data-status={status} aria-hidden>
      {level !== undefined && (
        <span
          className="tl-cell__fill"
          style={{ blockSize: `${level * 100}%` }}
        />
      )}
      {Glyph && <Glyph className="tl-cell__glyph" />}
      {status === 'pressure' && <span className="tl-cell__mark">!</span>}
    </span>
  );
}

interface CellProps extends CellItem {
  tabIndex: 0 | -1;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** A cell: a link, a button, or a picture with a name. */
export const Cell = forwardRef<HTMLElement, CellProps>((props, ref) => {
  const { label, status, fill, href, onPress, tabIndex, onFocus, onKeyDown } =
    props;
  const shared = {
    className: 'tl-cell',
    'aria-label': label,
    title: label,
    tabIndex,
    onFocus,
    onKeyDown,
  };
  if (href) {
    return (
      <Link to={href} ref={ref as Ref<HTMLAnchorElement>} {...shared}>
        <CellFace status={status} fill={fill} />
      </Link>
    );
  }
  return (
    <button
      type="button"
      ref={ref as Ref<HTMLButtonElement>}
      onClick={onPress}
      {...shared}
    >
      <CellFace status={status} fill={fill} />
    </button>
  );
});
