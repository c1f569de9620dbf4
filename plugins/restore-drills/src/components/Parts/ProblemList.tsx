import { Problem } from '@textloom/plugin-restore-drills-common';
import { useWords } from '../../hooks/useWords';
import { useSay } from '../../hooks/useSay';
import classes from './Parts.module.css';

/** Properties of {@link ProblemList}. */
export interface ProblemListProps {
  /** Accessible name. */
  label: string;
  problems: readonly Problem[];
}

/** What is wrong and what to do next, once each. Nothing where nothing is. */
export function ProblemList({ label, problems }: ProblemListProps) {
  const words = useWords();
  const say = useSay();
  const texts = problems.map(problem => {
    const { what, next } = words.problem(problem);
    return say.sentences([what, next]);
  });
  if (texts.length === 0) return null;
  return (
    <ul className={classes.problems} aria-label={label}>
      {[...new Set(texts)].map(text => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
