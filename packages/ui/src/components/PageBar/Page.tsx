import { ReactNode } from 'react';

/** Properties of {@link Page}. */
export interface PageProps {
  /** Usually a {@link PageBar}. */
  bar?: ReactNode;
  children: ReactNode;
}

/** The frame of a page: bar, then blocks under each other with the page's paddings. */
export function Page({ bar, children }: PageProps) {
  return (
    <div className="tl-page">
      {bar}
      <div className="tl-page__body">{children}</div>
    </div>
  );
}

/** Properties of {@link Split}. */
export interface SplitProps {
  /** The wide part (8 of 12 columns). */
  children: ReactNode;
  /** The narrow part (344 px). */
  side: ReactNode;
  /** On the phone the narrow part comes first. */
  sideFirst?: boolean;
}

/** Two parts beside each other, under each other below 1024 px. */
export function Split({ children, side, sideFirst }: SplitProps) {
  return (
    <div className="tl-split" data-side-first={sideFirst || undefined}>
      <div className="tl-split__main">{children}</div>
      <div className="tl-split__side">{side}</div>
    </div>
  );
}
