import fc from 'fast-check';
import { HOUR, MINUTE } from '@textloom/kernel';
import { CommandContext, Outcome } from '../context';
import { LoggedEvent, ProposalEvent } from '../events';
import { fold } from '../fold';
import { eventHash } from '../log';
import { Proposal } from '../proposal';
import { draft } from '../propose';
import { aProposeInput } from '../../testUtils';
import { ModelState, ModelVote } from './oracle';
import { ACCOUNTS, contextOf, World } from './world';

/** A command with numbers that each kind reads in its own way. */
export interface Command {
  kind: (typeof KINDS)[number];
  a: number;
  b: number;
  c: number;
}

const KINDS = [
  'everybody',
  'everybody',
  'everybody',
  'approve',
  'approve',
  'approve',
  'approve',
  'approve-stale',
  'reject',
  'withdraw-vote',
  'withdraw',
  'revise',
  'check-time',
  'commit-step',
  'commit-step',
  'commit-step',
  'reach',
  'reach',
  'tick',
  'people',
  'people',
  'gate',
  'freeze',
  'runs',
  'busy',
  'staging',
  'newer',
  'pause',
  'resume',
  'abort',
  'incident',
  'break-glass',
] as const;

/** Commands of one history. */
export const arbitraryCommands = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    a: fc.nat({ max: 1000 }),
    b: fc.nat({ max: 1000 }),
    c: fc.nat({ max: 1000 }),
  }),
  { minLength: 1, maxLength: 40 },
);

/** A proposal in its world, beside the model of both. */
export class Simulation {
  readonly world: World;
  readonly log: LoggedEvent[] = [];
  readonly state: ModelState;
  proposal: Proposal;
  /** How often it has started with what is proposed now. */
  starts = 0;

  constructor(world: World) {
    this.world = { ...world, groups: [...world.groups] };
    const ctx = this.context(ACCOUNTS[0]);
    const input = aProposeInput(
      {
        involved: [...world.involved].map(([person, as]) => ({
          person: `user:default/p${person}`,
          as,
        })),
      },
      ctx,
    );
    const proposal = draft(input, ctx);
    if (!proposal) {
      throw new Error('The model has no environment prod');
    }
    this.proposal = this.append({ type: 'proposed', proposal }, ctx);
    this.state = {
      phase: 'open',
      votes: [],
      fingerprint: proposal.fingerprint.approval,
      expiresAt: world.now + 12 * HOUR,
      step: 0,
      token: 0,
      paused: false,
      glass: false,
    };
  }

  context(
    account: (typeof ACCOUNTS)[number],
    proofAgeMs = MINUTE,
  ): CommandContext {
    const artefacts = this.proposal?.fingerprint.artefacts ?? '';
    return contextOf(this.world, account, proofAgeMs, artefacts);
  }

  /** Appends what a command decided, to the proposal and to its log. */
  apply(outcome: Outcome, ctx: CommandContext): void {
    if (outcome.ok) {
      outcome.events.forEach(event => this.append(event, ctx));
    }
  }

  keepVote(
    vote: Omit<ModelVote, 'withdrawn' | 'void' | 'person'> & {
      person?: number;
    },
  ): void {
    const { person = -1 } = vote;
    this.state.votes.push({ ...vote, person, withdrawn: false, void: false });
    this.followBlocked();
  }

  /** Whether it is blocked is judged at moments of the domain's choosing, and checked by `check-time`. */
  followBlocked(): void {
    if (this.state.phase === 'open' || this.state.phase === 'blocked') {
      const blocked = this.proposal.state === 'Blocked';
      this.state.phase = blocked ? 'blocked' : 'open';
    }
  }

  /** Another fingerprint begins from the start. */
  startAgain(): void {
    this.starts = 0;
    if (this.state.phase === 'executing') {
      Object.assign(this.state, {
        phase: 'open',
        step: 0,
        heldSince: undefined,
        token: 0,
        paused: false,
      });
    }
  }

  append(event: ProposalEvent, ctx: CommandContext): Proposal {
    const meta = { actor: ctx.actor.ref, at: ctx.now };
    this.proposal = fold(this.proposal, event, meta);
    const previous = this.log[this.log.length - 1];
    const fields = {
      proposal: this.proposal.id,
      sequence: this.log.length + 1,
      event,
      ...meta,
      fingerprint: this.proposal.fingerprint.approval,
      policyVersion: this.proposal.policyVersion,
    };
    const previousHash = previous?.hash ?? '0'.repeat(64);
    this.log.push({
      ...fields,
      previousHash,
      hash: eventHash(previousHash, fields),
    });
    return this.proposal;
  }
}
