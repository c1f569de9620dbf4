import { Intent } from '@textloom/ui';
import {
  Drill,
  NegativeControl,
  Problem,
  STEPS,
  Words,
} from '@textloom/plugin-restore-drills-common';
import { NameOf } from '../text/names';
import { Say } from '../text/say';
import { drillIntent } from './states';

/** The page's answer about one drill. */
export interface DrillVerdict {
  intent: Intent;
  sentence: string;
  /** What else was found. */
  problems: readonly Problem[];
  /** One sentence each: what it means, what was measured, what to do next. */
  details: string[];
}

/** Measured against the targets, as far as both are known. */
function measured({ findings, target }: Drill, say: Say): string[] {
  const { rta, rpa } = findings;
  const time = rta && say.duration(rta.fullMs);
  const loss = rpa && say.duration(rpa.upperMs);
  return [
    ...(time
      ? [
          target
            ? say('verdict.rta', { time, limit: say.duration(target.rtoMs) })
            : say('verdict.rtaOnly', { time }),
        ]
      : []),
    ...(loss
      ? [
          target
            ? say('verdict.rpa', { loss, limit: say.duration(target.rpoMs) })
            : say('verdict.rpaOnly', { loss }),
        ]
      : []),
  ];
}

function liveSentence(drill: Drill, words: Words, say: Say): string {
  if (drill.state === 'Queued') return say('verdict.queued');
  if (drill.state === 'Cancelling') return say('verdict.cancelling');
  return say('verdict.running', {
    step: words.steps[drill.step],
    number: STEPS.indexOf(drill.step) + 1,
    total: STEPS.length,
  });
}

function controlVerdict(
  control: NegativeControl,
  found: boolean,
  words: Words,
  say: Say,
): { sentence: string; details: string[] } {
  const name = { control: words.controls[control] };
  return found
    ? {
        sentence: say('verdict.controlFound', name),
        details: [say('verdict.controlFoundText')],
      }
    : {
        sentence: say('verdict.controlMissed', name),
        details: [say('verdict.controlMissedText')],
      };
}

/** What is so of a drill, in one sentence, with what was found beneath. */
export function drillVerdict(
  drill: Drill,
  words: Words,
  say: Say,
  nameOf: NameOf,
): DrillVerdict {
  const intent = drillIntent(drill);
  const { outcome, control } = drill;
  const result = measured(drill, say);
  if (drill.state !== 'Finished' || !outcome) {
    const sentence = liveSentence(drill, words, say);
    return { intent, sentence, problems: drill.problems, details: result };
  }
  if (outcome.kind === 'cancelled') {
    return {
      intent,
      sentence: say('verdict.cancelled', { who: nameOf(outcome.by) }),
      problems: [],
      details: [say('verdict.cancelledText')],
    };
  }
  const { problems } = outcome;
  if (control && outcome.kind === 'verdict' && outcome.verdict !== 'INVALID') {
    const found = outcome.verdict === 'PASS';
    return { intent, problems, ...controlVerdict(control, found, words, say) };
  }
  if (outcome.kind === 'verdict' && outcome.verdict === 'PASS') {
    const [sentence = words.meanings.PASS, ...details] = result;
    return { intent, sentence, problems, details };
  }
  const meaning =
    words.meanings[outcome.kind === 'verdict' ? outcome.verdict : 'refused'];
  const [first, ...others] = problems;
  if (!first) return { intent, sentence: meaning, problems, details: result };
  const { what, next } = words.problem(first);
  return {
    intent,
    sentence: what,
    problems: others,
    details: [next, meaning, ...result],
  };
}
