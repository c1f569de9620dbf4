import { HOUR, MINUTE } from '@textloom/kernel';
import { checkTime } from '../checkTime';
import { commitStep } from '../commitStep';
import { STEP_GUARDS } from '../guards';
import { record } from '../record';
import { mayVote, vote, VOTE_GUARDS } from '../vote';
import { changeWorld } from './changeWorld';
import { control } from './controlRun';
import { expectSame, pick } from './expect';
import {
  feasible,
  mayApprove,
  mayReject,
  mayStep,
  openLevel,
  progress,
  steps,
} from './oracle';
import { Command, Simulation } from './simulate';
import { ACCOUNTS } from './world';

/** The guards that a run uses; one may be left out to see that the model notices. */
export interface Guards {
  step: typeof STEP_GUARDS;
  vote: typeof VOTE_GUARDS;
}

/** All guards. */
export const ALL_GUARDS: Guards = { step: STEP_GUARDS, vote: VOTE_GUARDS };

const OLD_PHI = 'f'.repeat(64);

function approve(sim: Simulation, command: Command, guards: Guards): void {
  const { a, b, c, kind } = command;
  const { state, world } = sim;
  const account = pick(ACCOUNTS, a);
  const proofAgeMs = c % 7 === 0 ? 2 * HOUR : MINUTE;
  const ctx = sim.context(account, proofAgeMs);
  const open = openLevel(state, world);
  const level = b % 3 === 0 ? b % 4 : open;
  const current = state.fingerprint;
  const fingerprint = kind === 'approve' ? current : OLD_PHI;
  const attempt = { account, proofAgeMs, fingerprint, level };
  const expected = mayApprove(attempt, state, world);
  const before = progress(state, world);
  const id = `vote-${sim.log.length}`;
  const input = { id, verdict: 'approve' as const, fingerprint, level };
  const outcome = vote(sim.proposal, input, ctx, guards.vote);
  expectSame(outcome.ok, expected, 'S2-S6, S8, L2: an approval');
  expectSame(
    mayVote(sim.proposal, ctx).ok,
    mayApprove({ ...attempt, fingerprint: current, level: open }, state, world),
    'S22: may vote',
  );
  sim.apply(outcome, ctx);
  if (outcome.ok) {
    const { person } = account;
    sim.keepVote({ id, person, level, verdict: 'approve', fingerprint });
    expectSame(progress(state, world) > before, true, 'L2: progress');
  }
}

function reject(sim: Simulation, { a }: Command, guards: Guards): void {
  const { state, proposal } = sim;
  const account = pick(ACCOUNTS, a);
  const ctx = sim.context(account);
  const id = `vote-${sim.log.length}`;
  const { fingerprint } = state;
  const input = { id, verdict: 'reject' as const, fingerprint };
  const possible = mayVote(proposal, ctx);
  const outcome = vote(proposal, input, ctx, guards.vote);
  const expected = mayReject(account, state, sim.world);
  expectSame(outcome.ok, expected, 'S3-S8: a rejection');
  if (possible.ok) {
    expectSame(outcome.ok, true, 'S22: who may approve may reject');
  }
  sim.apply(outcome, ctx);
  if (outcome.ok) {
    const [event] = outcome.events;
    const level = event.type === 'voted' ? event.decision.level : -1;
    sim.keepVote({
      id,
      person: account.person,
      level,
      verdict: 'reject',
      fingerprint,
    });
    state.phase = state.phase === 'executing' ? 'rolling-back' : 'ended';
  }
}

function time(sim: Simulation): void {
  const { state, world } = sim;
  const ctx = sim.context(pick(ACCOUNTS, 8));
  const waits = state.phase === 'open' || state.phase === 'blocked';
  sim.apply(checkTime(sim.proposal, ctx), ctx);
  if (!waits) {
    if (sim.proposal.state === 'RollingBack') {
      state.phase = 'rolling-back';
    }
    return;
  }
  const expired = world.now >= state.expiresAt;
  expectSame(sim.proposal.state === 'Expired', expired, 'L3: expired');
  if (expired) {
    state.phase = 'ended';
    return;
  }
  const blocked = !state.glass && !feasible(state, world);
  expectSame(sim.proposal.state === 'Blocked', blocked, 'L1: blocked');
  state.phase = blocked ? 'blocked' : 'open';
  expectSame(checkTime(sim.proposal, ctx).ok, true, 'L1: nothing to refuse');
}

function commit(sim: Simulation, { a, b }: Command, guards: Guards): void {
  const { state, world } = sim;
  const next = state.phase === 'executing' ? state.step + 1 : 0;
  const step = a % 4 === 0 ? b % 4 : next;
  const token = b % 5 === 0 ? state.token - 1 : state.token + (b % 2);
  const input = { step, token };
  const ctx = sim.context(pick(ACCOUNTS, 8));
  const expected = mayStep(input, state, world);
  const outcome = commitStep(sim.proposal, input, ctx, guards.step);
  expectSame(outcome.ok, expected, `S1-S13: step ${step}`);
  sim.apply(outcome, ctx);
  if (!outcome.ok) {
    return;
  }
  if (step === 0) {
    Object.assign(state, { phase: 'executing', step: 0, token });
    sim.starts++;
    expectSame(sim.starts === 1, true, 'S14: it starts once');
  } else if (outcome.events.length) {
    Object.assign(state, { step, heldSince: undefined });
  }
}

function reach(sim: Simulation): void {
  const { state, world, proposal } = sim;
  if (state.phase !== 'executing' || state.heldSince !== undefined) {
    return;
  }
  const all = steps(world);
  const ctx = sim.context(pick(ACCOUNTS, 8));
  const { weight } = all[state.step];
  const reached = { type: 'step-reached', step: state.step, weight } as const;
  sim.apply(record(proposal, reached, ctx), ctx);
  state.heldSince = world.now;
  if (state.step === all.length - 1) {
    sim.apply(record(sim.proposal, { type: 'full-traffic' }, ctx), ctx);
    state.phase = 'soaking';
  }
  expectSame(
    sim.proposal.state === 'Soaking',
    state.phase === 'soaking',
    'full traffic',
  );
}

/** Everybody approves what they may, then the next step begins and is reached: the way through that chance rarely finds. */
function everybody(sim: Simulation, given: Command, guards: Guards): void {
  const { world } = sim;
  if (given.b % 2) {
    world.now += 6 * MINUTE;
    world.gate = { ...world.gate, at: world.now };
  }
  ACCOUNTS.forEach((_, a) =>
    approve(sim, { kind: 'approve', a, b: 1, c: 1 }, guards),
  );
  if (given.c % 3) {
    commit(sim, { kind: 'commit-step', a: 1, b: 1, c: 1 }, guards);
    reach(sim);
  }
}

/** Does one command on the domain and on the model, and throws where they differ. */
export function run(sim: Simulation, command: Command, guards: Guards): void {
  switch (command.kind) {
    case 'approve':
    case 'approve-stale':
      return approve(sim, command, guards);
    case 'everybody':
      return everybody(sim, command, guards);
    case 'reject':
      return reject(sim, command, guards);
    case 'check-time':
      return time(sim);
    case 'commit-step':
      return commit(sim, command, guards);
    case 'reach':
      return reach(sim);
    default:
      return control(sim, command) ? undefined : changeWorld(sim, command);
  }
}
