import { ReactNode, useId } from 'react';
import { Intent } from '../../intent';
import { Action, ActionButton } from '../ActionButton/ActionButton';

/** Properties of {@link Verdict}. */
export interface VerdictProps {
  intent: Intent;
  /** The answer, never a topic: what is so, in one sentence. */
  sentence: ReactNode;
  /** Since when, who is hurt, what is not affected. When no verdict is possible: which source is missing. */
  detail?: ReactNode;
  /** At most two; the first may be primary. */
  actions?: Action[];
}

/** The page's answer: what is so, since when, who is hurt, what to do. */
export function Verdict(props: VerdictProps) {
  const { intent, sentence, detail, actions = [] } = props;
  const id = useId();
  return (
    <section className="tl-verdict" data-intent={intent} aria-labelledby={id}>
      <div className="tl-verdict__words" role="status">
        <p className="tl-verdict__sentence" id={id}>
          {sentence}
        </p>
        {detail && <p className="tl-verdict__detail">{detail}</p>}
      </div>
      {actions.length > 0 && (
        <div className="tl-verdict__actions">
          {actions.slice(0, 2).map(action => (
            <ActionButton key={action.label} {...action} />
          ))}
        </div>
      )}
    </section>
  );
}
