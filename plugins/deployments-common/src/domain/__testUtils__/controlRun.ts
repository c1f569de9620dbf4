import { hashOf } from '../hash';
import { Outcome } from '../context';
import { abort, pause, resume } from '../control';
import { breakGlass } from '../glass';
import { revise } from '../revise';
import { withdraw, withdrawVote } from '../takeBack';
import { expectSame, pick } from './expect';
import { Command, Simulation } from './simulate';
import { ACCOUNTS } from './world';

function isWaiting({ state }: Simulation): boolean {
  return state.phase === 'open' || state.phase === 'blocked';
}

function isKnownHuman(
  sim: Simulation,
  account: (typeof ACCOUNTS)[number],
): boolean {
  return (
    account.kind === 'human' &&
    account.person !== undefined &&
    sim.world.groups[account.person] !== undefined
  );
}

function takeVoteBack(sim: Simulation, { a, b }: Command): void {
  const { state } = sim;
  const account = pick(ACCOUNTS, a);
  const chosen = state.votes.length ? pick(state.votes, b) : undefined;
  const ctx = sim.context(account);
  const input = { decision: chosen?.id ?? 'none' };
  const outcome = withdrawVote(sim.proposal, input, ctx);
  const own =
    isKnownHuman(sim, account) &&
    chosen !== undefined &&
    chosen.person === account.person &&
    !chosen.withdrawn;
  if (isWaiting(sim)) {
    expectSame(outcome.ok, own, 'S17: a vote taken back');
  } else if (outcome.ok) {
    expectSame(own && state.phase === 'executing', true, 'S17: a used vote');
  }
  sim.apply(outcome, ctx);
  if (outcome.ok && chosen) {
    chosen.withdrawn = true;
    sim.followBlocked();
  }
}

function takeBack(sim: Simulation, { a }: Command): void {
  const account = pick(ACCOUNTS, a);
  const ctx = sim.context(account);
  const outcome = withdraw(sim.proposal, { reason: 'model' }, ctx);
  expectSame(
    outcome.ok,
    isWaiting(sim) && account.person === 0,
    'S17: withdrawal by the requester until it starts',
  );
  sim.apply(outcome, ctx);
  if (outcome.ok) {
    sim.state.phase = 'ended';
  }
}

function change(sim: Simulation, { a }: Command): void {
  const { state, proposal } = sim;
  const same = a % 3 === 0;
  const approval = same ? state.fingerprint : hashOf(sim.log.length);
  const rendered = same ? proposal.fingerprint.rendered : hashOf(approval);
  const ctx = sim.context(pick(ACCOUNTS, 8));
  const outcome = revise(
    proposal,
    {
      fingerprint: { ...proposal.fingerprint, rendered, approval },
      baseline: proposal.baseline,
      changes: [],
      delta: [],
    },
    ctx,
  );
  const fresh =
    state.phase === 'executing' &&
    state.step === 0 &&
    proposal.execution?.commit === undefined;
  expectSame(outcome.ok, same || isWaiting(sim) || fresh, 'S8: a revision');
  sim.apply(outcome, ctx);
  if (outcome.ok && !same) {
    state.fingerprint = approval;
    state.votes.forEach(vote => {
      vote.void ||= !vote.withdrawn;
    });
    sim.startAgain();
    sim.followBlocked();
  }
}

function hold(sim: Simulation, { kind, a }: Command): void {
  const { state, world } = sim;
  const account = pick(ACCOUNTS, a);
  const ctx = sim.context(account);
  const command = { pause, resume }[kind as 'pause' | 'resume'];
  const outcome = command(sim.proposal, {}, ctx);
  const { freeze, now } = world;
  const frozen = freeze !== undefined && freeze.from <= now && now < freeze.to;
  expectSame(
    outcome.ok,
    isKnownHuman(sim, account) &&
      state.phase === 'executing' &&
      state.paused === (kind === 'resume') &&
      (kind === 'pause' || state.glass || !frozen),
    `S4, S11: ${kind}`,
  );
  sim.apply(outcome, ctx);
  state.paused = outcome.ok ? kind === 'pause' : state.paused;
}

function roll(sim: Simulation, { a }: Command): void {
  const { state } = sim;
  const account = pick(ACCOUNTS, a);
  const ctx = sim.context(account);
  const outcome = abort(sim.proposal, { reason: 'model' }, ctx);
  const runs = state.phase === 'executing' || state.phase === 'soaking';
  expectSame(outcome.ok, runs && isKnownHuman(sim, account), 'abort');
  sim.apply(outcome, ctx);
  if (outcome.ok) {
    Object.assign(state, { phase: 'rolling-back', paused: false });
  }
}

function smash(sim: Simulation, { a }: Command): void {
  const { state, world } = sim;
  const account = pick(ACCOUNTS, a);
  const ctx = sim.context(account);
  const outcome: Outcome = breakGlass(
    sim.proposal,
    { incident: 'incident', reason: 'model' },
    ctx,
  );
  const groups = world.groups[account.person ?? -1] ?? [];
  expectSame(
    outcome.ok,
    isKnownHuman(sim, account) &&
      isWaiting(sim) &&
      !state.glass &&
      world.now < state.expiresAt &&
      world.incident &&
      !world.debtOverdue &&
      groups.includes('c'),
    'S19: break-glass',
  );
  sim.apply(outcome, ctx);
  if (outcome.ok) {
    Object.assign(state, { glass: true, phase: 'open' });
  }
}

/** Does a command of people about the whole proposal; false for other commands. */
export function control(sim: Simulation, command: Command): boolean {
  const handlers: Partial<
    Record<Command['kind'], (on: Simulation, given: Command) => void>
  > = {
    'withdraw-vote': takeVoteBack,
    withdraw: takeBack,
    revise: change,
    pause: hold,
    resume: hold,
    abort: roll,
    'break-glass': smash,
  };
  const handler = handlers[command.kind];
  handler?.(sim, command);
  return handler !== undefined;
}
