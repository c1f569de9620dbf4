import { ActionButton, intentIcons, StatusLabel } from '@textloom/ui';
import {
  HealthSpan,
  HistoryView,
  RecordedFinding,
} from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { severityIntent } from '../../presentation/intents';
import { findingTitle } from '../../text/findingText';
import { Say } from '../../text/say';
import classes from './History.module.css';
import { stateWord, useSpanWords } from './HistoryStrip';
import { heldAt, recordOf, spanAt, spanIntent, troubles } from './moments';

interface HeldProps {
  finding: Pick<RecordedFinding, 'rule' | 'severity' | 'object' | 'params'> &
    Partial<RecordedFinding>;
  span?: string;
}

function Held({ finding, span }: HeldProps) {
  const say = useSay();
  const intent = severityIntent(finding.severity);
  const Icon = intentIcons[intent];
  return (
    <li className={classes.held} data-intent={intent}>
      <Icon
        className={classes.icon}
        role="img"
        aria-label={say(`severity.${finding.severity}`)}
      />
      <div className={classes.words}>
        <span className={classes.title}>
          {say.message(findingTitle(finding))}
        </span>
        {span && <span className={classes.quiet}>{span}</span>}
        {finding.evidence && (
          <code className={classes.evidence}>{finding.evidence}</code>
        )}
      </div>
    </li>
  );
}

/** Properties of {@link Moment}. */
export interface MomentProps {
  view: HistoryView;
  at: string;
  onBack: () => void;
}

/** What held at one moment: the state, since when until when, and each finding with its proof. */
export function Moment({ view, at, onBack }: MomentProps) {
  const say = useSay();
  const spanWords = useSpanWords(view);
  const span = spanAt(view, at);
  const held = heldAt(view, at);
  const state = span?.state ?? 'gap';
  const rules = held.length === 0 ? span?.rules ?? [] : [];
  return (
    <section className={classes.moment} aria-label={say('history.at')}>
      <div className={classes.momentHead}>
        <h4 className={classes.momentTitle}>
          <StatusLabel intent={spanIntent(state)}>
            {stateWord(state, say)}
          </StatusLabel>{' '}
          {span && <span className={classes.quiet}>{spanWords(span)}</span>}
        </h4>
        <ActionButton
          variant="tertiary"
          label={say('history.back')}
          onPress={onBack}
        />
      </div>
      {state === 'gap' && (
        <p className={classes.quiet}>{say('history.gapText')}</p>
      )}
      {state !== 'gap' && held.length === 0 && rules.length === 0 && (
        <p className={classes.quiet}>{say('history.nothingHeld')}</p>
      )}
      <ul className={classes.list}>
        {held.map(finding => (
          <Held
            key={`${finding.id}/${finding.from}`}
            finding={finding}
            span={spanWords(finding)}
          />
        ))}
        {rules.map(rule => (
          <Held
            key={`${rule.rule}/${rule.object.kind}/${rule.object.name}`}
            finding={{ ...rule, params: {} }}
          />
        ))}
      </ul>
    </section>
  );
}

const MOST = 12;

function titleOf(view: HistoryView, span: HealthSpan, say: Say): string {
  const [worst] = span.rules;
  return say.message(
    findingTitle(recordOf(view, span, worst) ?? { ...worst, params: {} }),
  );
}

/** The times that were not healthy, each a way to its moment. */
export function Troubles(props: {
  view: HistoryView;
  onSelect: (at: string) => void;
}) {
  const { view, onSelect } = props;
  const say = useSay();
  const spanWords = useSpanWords(view);
  const spans = troubles(view);
  return (
    <section className={classes.moment} aria-label={say('history.changes')}>
      <h4 className={classes.momentTitle}>{say('history.changes')}</h4>
      {spans.length === 0 && (
        <p className={classes.quiet}>{say('history.noChanges')}</p>
      )}
      <ul className={classes.list}>
        {spans.slice(0, MOST).map(span => (
          <li key={span.from}>
            <button
              type="button"
              className={classes.trouble}
              onClick={() => onSelect(span.from)}
            >
              <StatusLabel intent={spanIntent(span.state)}>
                {stateWord(span.state, say)}
              </StatusLabel>
              <span className={classes.quiet}>{spanWords(span)}</span>
              {span.rules[0] && <span>{titleOf(view, span, say)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {spans.length > MOST && (
        <p className={classes.quiet}>{say('history.cut', { count: MOST })}</p>
      )}
    </section>
  );
}
