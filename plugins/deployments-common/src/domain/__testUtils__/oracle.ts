import { HOUR, MINUTE } from '@textloom/kernel';
import { LevelPolicy } from '../policy';
import { ACCOUNTS, World } from './world';

/** A vote as the model keeps it. */
export interface ModelVote {
  id: string;
  person: number;
  level: number;
  verdict: 'approve' | 'reject';
  fingerprint: string;
  withdrawn: boolean;
  /** What is proposed has changed since. */
  void: boolean;
}

/** The model's own account of a proposal, written without the code that it checks. */
export interface ModelState {
  phase:
    | 'open'
    | 'blocked'
    | 'executing'
    | 'soaking'
    | 'rolling-back'
    | 'ended';
  votes: ModelVote[];
  fingerprint: string;
  expiresAt: number;
  step: number;
  heldSince?: number;
  token: number;
  paused: boolean;
  glass: boolean;
}

type Taker = { person: number; level?: number };

function seats(levels: readonly LevelPolicy[]) {
  return levels.flatMap((level, index) => {
    const own = level.groups.flatMap(({ group, atLeast }) =>
      Array.from({ length: atLeast }, () => [group]),
    );
    const all = level.groups.map(({ group }) => group);
    const more = level.approvals - own.length;
    return [...own, ...Array.from({ length: more }, () => all)].map(groups => ({
      level: index,
      groups: groups.map(group => group.replace('group:default/', '')),
    }));
  });
}

/** Most seats that distinct people can fill, by trying every assignment. */
function mostFilled(
  levels: readonly LevelPolicy[],
  takers: readonly Taker[],
  world: World,
): number {
  const all = seats(levels);
  const known = new Map<string, number>();
  const search = (seat: number, taken: number): number => {
    if (seat === all.length) {
      return 0;
    }
    const key = `${seat}/${taken}`;
    const cached = known.get(key);
    if (cached !== undefined) {
      return cached;
    }
    let best = search(seat + 1, taken);
    for (const { person, level } of takers) {
      const fits =
        (level === undefined || level === all[seat].level) &&
        world.groups[person]?.some(group => all[seat].groups.includes(group));
      if (fits && !(taken & (1 << person))) {
        best = Math.max(best, 1 + search(seat + 1, taken | (1 << person)));
      }
    }
    known.set(key, best);
    return best;
  };
  return search(0, 0);
}

function independent(person: number, world: World): boolean {
  const role = world.involved.get(person);
  return role === undefined || !world.environment.excluded.includes(role);
}

function eligible(person: number, level: number, world: World): boolean {
  const groups = world.environment.levels[level].groups.map(({ group }) =>
    group.replace('group:default/', ''),
  );
  return (
    independent(person, world) &&
    (world.groups[person]?.some(group => groups.includes(group)) ?? false)
  );
}

/** Approvals that count now: S1, S2, S3, S5, S8. */
export function counted(state: ModelState, world: World): Taker[] {
  return state.votes
    .filter(
      vote =>
        vote.verdict === 'approve' &&
        !vote.withdrawn &&
        !vote.void &&
        vote.fingerprint === state.fingerprint &&
        eligible(vote.person, vote.level, world),
    )
    .map(({ person, level }) => ({ person, level }));
}

/** Whether the first levels are complete. */
export function complete(
  count: number,
  state: ModelState,
  world: World,
): boolean {
  const levels = world.environment.levels.slice(0, count);
  return (
    mostFilled(levels, counted(state, world), world) === seats(levels).length
  );
}

/** Seats that are filled in all levels. */
export function progress(state: ModelState, world: World): number {
  const { levels } = world.environment;
  return mostFilled(levels, counted(state, world), world);
}

/** Whether people exist who could complete all levels (L1). */
export function feasible(state: ModelState, world: World): boolean {
  const { levels } = world.environment;
  const votes = counted(state, world);
  const voted = new Set(votes.map(({ person }) => person));
  const others = world.groups
    .map((_, person) => ({ person }))
    .filter(({ person }) => !voted.has(person) && independent(person, world));
  return (
    mostFilled(levels, [...votes, ...others], world) === seats(levels).length
  );
}

/** What the model knows of an attempt to approve. */
export interface Attempt {
  account: (typeof ACCOUNTS)[number];
  proofAgeMs: number;
  fingerprint: string;
  level: number;
}

/** Whether somebody may vote at a level at all: S3–S6, S8, S11. */
function mayVoteAt(
  { account, proofAgeMs, fingerprint, level }: Attempt,
  state: ModelState,
  world: World,
): boolean {
  const { levels } = world.environment;
  const { person, kind } = account;
  const waits = state.phase === 'open' || state.phase === 'blocked';
  const runs = state.phase === 'executing';
  return (
    ((waits && world.now < state.expiresAt) ||
      (runs && !complete(levels.length, state, world))) &&
    kind === 'human' &&
    person !== undefined &&
    world.groups[person] !== undefined &&
    proofAgeMs <= HOUR &&
    fingerprint === state.fingerprint &&
    levels[level] !== undefined &&
    eligible(person, level, world) &&
    complete(level, state, world) &&
    !state.votes.some(
      vote => vote.person === person && !vote.withdrawn && !vote.void,
    )
  );
}

/** Whether a rejection must be taken: of the first level, up to the open one, whose people may give it. */
export function mayReject(
  account: (typeof ACCOUNTS)[number],
  state: ModelState,
  world: World,
): boolean {
  const { levels } = world.environment;
  const groups = world.groups[account.person ?? -1] ?? [];
  const own = levels.findIndex(level =>
    level.groups.some(({ group }) =>
      groups.includes(group.replace('group:default/', '')),
    ),
  );
  const attempt = {
    account,
    proofAgeMs: MINUTE,
    fingerprint: state.fingerprint,
    level: own,
  };
  return own <= openLevel(state, world) && mayVoteAt(attempt, state, world);
}

/** Whether an approval must be taken: besides, it fills a seat (S2), and takes none that is needed elsewhere (L2). */
export function mayApprove(
  attempt: Attempt,
  state: ModelState,
  world: World,
): boolean {
  const { account, fingerprint, level } = attempt;
  if (!mayVoteAt(attempt, state, world) || complete(level + 1, state, world)) {
    return false;
  }
  const vote: ModelVote = {
    id: '',
    person: account.person ?? -1,
    level,
    verdict: 'approve',
    fingerprint,
    withdrawn: false,
    void: false,
  };
  const after = { ...state, votes: [...state.votes, vote] };
  return (
    progress(after, world) > progress(state, world) &&
    (!feasible(state, world) || feasible(after, world))
  );
}

/** Steps of the environment. */
export function steps({ environment: { strategy } }: World) {
  if (strategy.kind === 'canary') {
    return strategy.steps;
  }
  return strategy.kind === 'rolling'
    ? [{ weight: 100, soakMs: 0 }]
    : [
        { weight: 0, soakMs: MINUTE },
        { weight: 100, soakMs: 0 },
      ];
}

function levelsFor(weight: number, { environment }: World): number {
  let count = 0;
  for (const { unlocks } of environment.levels) {
    count++;
    if (unlocks >= weight) {
      break;
    }
  }
  return count;
}

/** Whether a step must begin: S1–S3, S5, S7, S8, S11–S13. */
export function mayStep(
  { step, token }: { step: number; token: number },
  state: ModelState,
  world: World,
): boolean {
  const { now } = world;
  const all = steps(world);
  const exposure = all[step];
  if (!exposure || token < state.token || state.paused) {
    return false;
  }
  const frozen =
    world.freeze !== undefined &&
    world.freeze.from <= now &&
    now < world.freeze.to;
  const gates = world.gate.status === 'passed' && now - world.gate.at <= HOUR;
  const quorum =
    state.glass || complete(levelsFor(exposure.weight, world), state, world);
  const vetoed = state.votes.some(
    vote => vote.verdict === 'reject' && !vote.withdrawn,
  );
  const common =
    (state.glass || (!frozen && gates)) && quorum && !vetoed && !world.busy;
  if (step > 0) {
    const held = state.heldSince;
    const next = held === undefined ? state.step : state.step + 1;
    const soaked = held === undefined || now >= held + all[step - 1].soakMs;
    return common && state.phase === 'executing' && step === next && soaked;
  }
  const soaks = world.environment.gates.some(({ kind }) => kind === 'soak');
  const soaked =
    world.stagingSince !== undefined && now - world.stagingSince >= 30 * MINUTE;
  return (
    common &&
    state.phase === 'open' &&
    now < state.expiresAt &&
    world.runs === 'baseline' &&
    !world.newer &&
    (state.glass || !soaks || soaked)
  );
}

/** The level that waits for people; the last when none does. */
export function openLevel(state: ModelState, world: World): number {
  const { length } = world.environment.levels;
  for (let level = 0; level < length; level++) {
    if (!complete(level + 1, state, world)) {
      return level;
    }
  }
  return length - 1;
}
