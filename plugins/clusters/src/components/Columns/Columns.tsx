import { ReactNode } from 'react';
import classes from './Columns.module.css';

/** Properties of {@link Columns}. */
export interface ColumnsProps {
  /** Cards of the wide column. */
  children: ReactNode;
  /** Cards of the narrow column; the first one leads where there is only one column. */
  side: ReactNode;
}

/**
 * Two columns of cards that run independently, so that a long one leaves no gap beside it. In one column
 * the order is: first of the side, all of the main, rest of the side.
 */
export function Columns({ children, side }: ColumnsProps) {
  return (
    <div className={classes.columns}>
      <div className={classes.main}>{children}</div>
      <div className={classes.side}>{side}</div>
    </div>
  );
}
