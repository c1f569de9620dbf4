import { Intent } from '@textloom/ui';
import { AnomalyView } from '@textloom/plugin-costs-common';
import { Say } from '../text/say';

/** Word and intent of an anomaly: what somebody said of it counts before whether it goes on. */
export function anomalyState(
  { feedback, state }: Pick<AnomalyView, 'feedback' | 'state'>,
  say: Say,
): { intent: Intent; word: string } {
  if (feedback && feedback.value !== 'confirmed') {
    return {
      intent: feedback.value === 'planned' ? 'planned' : 'ended',
      word: say(`overview.feedback.${feedback.value}`),
    };
  }
  if (state === 'ended') {
    return { intent: 'ended', word: say('overview.stateEnded') };
  }
  return {
    intent: 'caution',
    word: say(feedback ? 'overview.feedback.confirmed' : 'overview.stateOpen'),
  };
}

/** Since when or on which days, how far from what was to be expected, and what was just before. */
export function anomalySentences(anomaly: AnomalyView, say: Say): string[] {
  const { from, to, ratio, causes, state } = anomaly;
  const signed =
    ratio === undefined || anomaly.sign === 'up' ? ratio : -Math.abs(ratio);
  const isNew = signed === undefined;
  const params = {
    day: say.day(from),
    range: say.range(from, to),
    change: say.change(signed),
  };
  const open = isNew ? 'overview.anomalyNew' : 'overview.anomalySince';
  const ended = isNew ? 'overview.anomalyRangeNew' : 'overview.anomalyRange';
  const [cause] = causes;
  return [
    say(state === 'open' ? open : ended, params),
    ...(cause
      ? [
          say(
            cause.kind === 'deployment'
              ? 'overview.causeDeployment'
              : 'overview.causeScaling',
            { label: cause.label },
          ),
        ]
      : []),
  ];
}
