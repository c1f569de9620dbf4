import { ReactNode, useId } from 'react';

/** Properties of {@link Surface}. */
export interface SurfaceProps {
  /** The domain noun that the card holds. */
  title?: ReactNode;
  subtitle?: ReactNode;
  /** A link, a button or a legend at the right of the title. */
  action?: ReactNode;
  children: ReactNode;
  /** A line under the body: a legend, totals. */
  footer?: ReactNode;
  /** The body reaches the edges, for tables and lists with rules of their own. */
  flush?: boolean;
  /** Level of the title; 3 on a page. */
  level?: 3 | 4;
  /** Anchor for deep links. */
  id?: string;
  className?: string;
}

/** A card without overflow: sticky heads and popovers inside are not cut. */
export function Surface(props: SurfaceProps) {
  const { title, subtitle, action, children, footer, flush, level = 3 } = props;
  const titleId = useId();
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <section
      id={props.id}
      className={`tl-surface ${props.className ?? ''}`.trim()}
      aria-labelledby={title ? titleId : undefined}
      data-flush={flush || undefined}
    >
      {(title || action) && (
        <div className="tl-surface__head">
          <div className="tl-surface__titles">
            {title && (
              <Heading id={titleId} className="tl-surface__title">
                {title}
              </Heading>
            )}
            {subtitle && <p className="tl-surface__subtitle">{subtitle}</p>}
          </div>
          {action && <div className="tl-surface__action">{action}</div>}
        </div>
      )}
      <div className="tl-surface__body">{children}</div>
      {footer && <div className="tl-surface__footer">{footer}</div>}
    </section>
  );
}
