import { useCallback, useState } from 'react';
import { ConfirmDialog, Field } from '@textloom/ui';
import {
  AlertFacts,
  AlertsView,
  ClustersApi,
  SilenceMatcher,
  SilenceRequest,
} from '@textloom/plugin-clusters-common';
import { useAct } from '../../hooks/useOperations';
import { useSay } from '../../hooks/useSay';
import { Say } from '../../text/say';
import { matchersOf, matcherText, matches } from './matching';
import classes from './SilenceDialog.module.css';

const MINUTES = ['60', '240', '480', '1440', '10080'] as const;
const SHORTEST_COMMENT = 3;
const LONGEST_COMMENT = 500;

type Minutes = (typeof MINUTES)[number];

interface MatcherChoiceProps {
  all: SilenceMatcher[];
  chosen: ReadonlySet<string>;
  onToggle: (name: string) => void;
}

function MatcherChoice({ all, chosen, onToggle }: MatcherChoiceProps) {
  const say = useSay();
  return (
    <fieldset className={classes.matchers}>
      <legend>{say('silence.matchers')}</legend>
      {all.map(matcher => (
        <label key={matcher.name} className={classes.matcher}>
          <input
            type="checkbox"
            checked={chosen.has(matcher.name)}
            onChange={() => onToggle(matcher.name)}
          />
          <code>{matcherText(matcher)}</code>
        </label>
      ))}
    </fieldset>
  );
}

function consequence(
  view: AlertsView,
  matchers: SilenceMatcher[],
  minutes: Minutes,
  say: Say,
): string {
  if (matchers.length === 0) return say('silence.everything');
  const hidden = say('silence.consequence', {
    count: view.alerts.filter(
      alert => alert.state !== 'suppressed' && matches(alert, matchers),
    ).length,
    duration: say(`silence.minutes.${minutes}`),
  });
  return view.total > view.alerts.length
    ? `${hidden}${say('list.sentences')}${say('silence.atLeast')}`
    : hidden;
}

/** Properties of {@link SilenceDialog}. */
export interface SilenceDialogProps {
  cluster: string;
  alert: AlertFacts;
  /** What fires now, to say what would be hidden. */
  view: AlertsView;
  onClose: () => void;
  onDone: () => void;
}

/** Silences an alert: which labels, how long, why, and what it hides. */
export function SilenceDialog(props: SilenceDialogProps) {
  const { cluster, alert, view, onClose, onDone } = props;
  const say = useSay();
  const [all] = useState(() => matchersOf(alert));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(all.map(({ name }) => name)),
  );
  const [minutes, setMinutes] = useState<Minutes>('240');
  const [comment, setComment] = useState('');
  const [asked, setAsked] = useState(false);
  const create = useCallback(
    (api: ClustersApi, request: SilenceRequest) =>
      api.createSilence(cluster, request),
    [cluster],
  );
  const { pending, failure, run } = useAct(create, onDone);
  const matchers = all.filter(({ name }) => chosen.has(name));
  const short = comment.trim().length < SHORTEST_COMMENT;

  const toggle = (name: string) =>
    setChosen(before => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      return after;
    });
  const confirm = () => {
    setAsked(true);
    if (short || matchers.length === 0) return;
    run({ matchers, minutes: Number(minutes), comment: comment.trim() });
  };

  return (
    <ConfirmDialog
      open
      title={say('silence.title', { name: alert.name })}
      consequence={consequence(view, matchers, minutes, say)}
      keepLabel={say('silence.keep')}
      onKeep={onClose}
      confirmLabel={say('silence.confirm')}
      onConfirm={confirm}
      pendingLabel={pending ? say('silence.pending') : undefined}
      failure={failure && { ...failure, title: say('silence.failed') }}
    >
      <Field
        label={say('silence.comment')}
        help={say('silence.commentHelp')}
        error={asked && short ? say('silence.commentMissing') : undefined}
      >
        <textarea
          rows={2}
          value={comment}
          maxLength={LONGEST_COMMENT}
          required
          onChange={event => setComment(event.target.value)}
          onBlur={() => setAsked(comment !== '')}
        />
      </Field>
      <Field label={say('silence.duration')}>
        <select
          value={minutes}
          onChange={event =>
            setMinutes(
              MINUTES.find(value => value === event.target.value) ?? minutes,
            )
          }
        >
          {MINUTES.map(value => (
            <option key={value} value={value}>
              {say(`silence.minutes.${value}`)}
            </option>
          ))}
        </select>
      </Field>
      <MatcherChoice all={all} chosen={chosen} onToggle={toggle} />
    </ConfirmDialog>
  );
}
