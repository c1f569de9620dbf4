import { ReactNode } from 'react';
import { useQueryParam } from '@textloom/ui';
import parts from './Parts.module.css';
import classes from './Unfold.module.css';

/** Properties of {@link Unfold}. */
export interface UnfoldProps {
  /** Parameter of the address that names what is open. */
  param: string;
  id: string;
  /** Above the title, such as a state. */
  status?: ReactNode;
  title: string;
  note?: ReactNode;
  /** The figure that entries are compared by. */
  amount: ReactNode;
  children: ReactNode;
}

/** An entry of a list that opens in place; the address keeps which one is open. */
export function Unfold(props: UnfoldProps) {
  const { param, id, status, title, note, amount, children } = props;
  const [open, setOpen] = useQueryParam(param);
  const isOpen = open === id;
  return (
    <li className={classes.entry}>
      <details
        open={isOpen}
        onToggle={event => {
          const { open: shown } = event.currentTarget;
          if (shown && !isOpen) setOpen(id);
          if (!shown && isOpen) setOpen('');
        }}
      >
        <summary className={classes.head}>
          <span className={classes.words}>
            {status}
            <span className={classes.title}>{title}</span>
            {note && <span className={parts.note}>{note}</span>}
          </span>
          <span className={parts.amount}>{amount}</span>
        </summary>
        {isOpen && <div className={classes.body}>{children}</div>}
      </details>
    </li>
  );
}
