import { LadderPart, LadderRung, LadderSeat } from '@textloom/ui';
import {
  LevelView,
  ProposalView,
  SeatView,
  StepView,
} from '@textloom/plugin-deployments-common';
import { groupName, initials } from '../text/names';
import { Say } from '../text/say';

/** What the ladder is drawn of; a preview has no steps and nobody's vote. */
export interface LadderInput {
  levels: readonly LevelView[];
  steps: readonly StepView[];
  /** Level that the reader could vote on. */
  mine?: number;
  /** A person holds it where it is. */
  paused?: boolean;
}

const LOOKS = {
  complete: { intent: 'positive', word: 'ladder.complete' },
  open: { intent: 'waiting', word: 'ladder.open' },
  later: { intent: 'planned', word: 'ladder.later' },
  void: { intent: 'invalid', word: 'ladder.void' },
} as const;

function seatWords(seat: SeatView, level: LevelView, say: Say): LadderSeat {
  const id = `${level.index}-${seat.person?.ref ?? seat.group ?? 'open'}`;
  if (seat.person) {
    const { name } = seat.person;
    const when =
      seat.at === undefined ? say('unknownValue') : say.when(seat.at);
    return {
      id,
      initials: initials(name),
      words: seat.group
        ? say('ladder.seatGroup', {
            name,
            group: groupName(seat.group, say),
            when,
          })
        : say('ladder.seat', { name, when }),
    };
  }
  const groups = seat.group ? [seat.group] : level.groups;
  return {
    id,
    words: say('ladder.seatOpen', {
      group: say.names(groups.map(group => groupName(group, say))),
    }),
  };
}

/** A level by its place and name, at the beginning of a sentence or `inside` one. */
export function levelName(
  level: { index: number; name: string },
  say: Say,
  where: 'start' | 'inside' = 'start',
): string {
  return say(where === 'start' ? 'level' : 'levelInside', {
    number: level.index + 1,
    name: level.name,
  });
}

function levelPart(level: LevelView, mine: number | undefined, say: Say) {
  const look = LOOKS[level.state];
  const you = level.state !== 'complete' && mine === level.index;
  const part: LadderPart = {
    id: `level-${level.index}`,
    title: levelName(level, say),
    intent: look.intent,
    word: say(you ? 'ladder.openYou' : look.word),
    text: say('ladder.unlocks', { unlocks: level.unlocks }),
    seats: level.seats.map((seat, at) => {
      const words = seatWords(seat, level, say);
      return { ...words, id: `${words.id}-${at}` };
    }),
  };
  return part;
}

function soakPart(step: StepView, say: Say): LadderPart[] {
  if (step.soakMs <= 0) return [];
  const all = say.duration(step.soakMs);
  const title = say('ladder.soak', { weight: step.weight });
  const id = `soak-${step.weight}`;
  const held = step.since === undefined ? 0 : say.now - step.since;
  const isOver = step.state === 'running' && held >= step.soakMs;
  if (step.state === 'done' || isOver) {
    return [{ id, title, intent: 'positive', word: say('ladder.complete') }];
  }
  if (step.state === 'running' && step.since !== undefined) {
    const done = say.duration(held);
    return [
      {
        id,
        title,
        intent: 'active',
        word: say('ladder.soakRunning'),
        text: say('ladder.soakDone', { done, all }),
      },
    ];
  }
  return [
    {
      id,
      title,
      intent: 'planned',
      word: say('ladder.later'),
      text: say('ladder.soakFor', { all }),
    },
  ];
}

const NO_STEPS: readonly StepView[] = [
  { weight: 100, soakMs: 0, state: 'later' },
];

/** Whether traffic has arrived at a step. One that runs without a time is still on its way. */
function isReached({ state, since }: StepView): boolean {
  return state === 'done' || (state === 'running' && since !== undefined);
}

/** How far the bar is drawn between the step before and this one, and whether it moves: not while people are waited for. */
function progress(
  step: StepView,
  before: StepView | undefined,
  { now, paused = false }: { now: number; paused?: boolean },
): { fill: number; moving?: boolean } {
  if (isReached(step)) return { fill: 1 };
  if (step.state === 'running') return { fill: 0.5, moving: !paused };
  const held = before?.state === 'running' && before.since !== undefined;
  if (!held || before.soakMs <= 0) return { fill: 0 };
  const fill = (now - before.since!) / before.soakMs;
  return { fill, moving: fill < 1 && !paused };
}

const nobody = (say: Say): LadderPart => ({
  id: 'nobody',
  title: say('ladder.noLevels'),
  intent: 'planned',
  word: say('ladder.notNeeded'),
  text: say('ladder.noLevelsText'),
});

/**
 * Steps of exposure from the first to all traffic. Under each stands what has to be so before traffic arrives there:
 * how long the step before is held, and the levels that it needs first.
 */
export function ladderRungs(input: LadderInput, say: Say): LadderRung[] {
  const steps = input.steps.length > 0 ? input.steps : NO_STEPS;
  const reached = steps.filter(isReached).length;
  // A level is needed from the first step beyond what the level before allows; no step begins without the first.
  const firstStep = (at: number) => {
    const found = steps.findIndex(
      ({ weight }) => at === 0 || weight > input.levels[at - 1].unlocks,
    );
    return found < 0 ? steps.length - 1 : found;
  };
  return steps.map((step, index) => {
    const before = steps[index - 1] as StepView | undefined;
    const levels = input.levels
      .filter((_, at) => firstStep(at) === index)
      .map(level => levelPart(level, input.mine, say));
    const last = index === steps.length - 1;
    return {
      id: String(step.weight),
      mark: `${step.weight}%`,
      current: index + 1 === reached,
      ...progress(step, before, { now: say.now, paused: input.paused }),
      parts: [
        ...(input.levels.length === 0 && index === 0 ? [nobody(say)] : []),
        ...levels,
        ...(before ? soakPart(before, say) : []),
        ...(last ? soakPart(step, say) : []),
      ],
    };
  });
}

/** The ladder of a proposal as the reader sees it. */
export function ladderOf(view: ProposalView): LadderInput {
  return {
    levels: view.levels,
    steps: view.steps,
    mine: view.mine.vote.ok ? view.mine.vote.level : undefined,
    paused: view.proposal.execution?.pausedBy !== undefined,
  };
}
