import { ReactNode } from 'react';
import classes from './Parts.module.css';

/** Properties of {@link Terms}. */
export interface TermsProps {
  items: { id: string; term: ReactNode; value: ReactNode }[];
}

/** Facts of one thing, each with its name. */
export function Terms({ items }: TermsProps) {
  return (
    <dl className={classes.terms}>
      {items.flatMap(({ id, term, value }) => [
        <dt key={`${id}-term`}>{term}</dt>,
        <dd key={id}>{value}</dd>,
      ])}
    </dl>
  );
}
