import { Reason } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import { NameOf } from '../../text/names';
import { reasonTexts } from '../../text/reasonText';
import classes from './Parts.module.css';

/** Properties of {@link ReasonList}. */
export interface ReasonListProps {
  /** Accessible name. */
  label: string;
  reasons: readonly Reason[];
  nameOf: NameOf;
}

/** Why not, one sentence each. Nothing where there is no reason. */
export function ReasonList({ label, reasons, nameOf }: ReasonListProps) {
  const say = useSay();
  const texts = reasonTexts(reasons, say, nameOf);
  if (texts.length === 0) return null;
  return (
    <ul className={classes.reasons} aria-label={label}>
      {texts.map(text => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
