import {
  checkTime,
  commitStep,
  hasNotBegun,
  isOpen,
  Proposal,
  Reason,
} from '@textloom/plugin-deployments-common';
import { DeploymentsStore } from '../service/DeploymentsStore';
import { Delivery, PreconditionError } from '../service/ports';
import { Situations } from '../service/situation';
import { checkedGates, withSettledGates } from './gates';
import { HeldPlace } from './HeldPlace';
import { Journal } from './journal';
import { milestonesOf } from './milestones';
import { Observer } from './Observer';
import { nextStep } from './plan';
import { Publisher } from './Publisher';
import { Restorer } from './Restorer';
import { digestsOf } from './running';
import { Starter } from './Starter';
import { operationMark, PlanInput, Step } from './steps';

/** Plans and takes one step of a proposal after the other. */
export class Runner {
  readonly #store: DeploymentsStore;
  readonly #situations: Situations;
  readonly #delivery: Delivery;
  readonly #journal: Journal;
  readonly #observer: Observer;
  readonly #starter: Starter;
  readonly #publisher: Publisher;
  readonly #restorer: Restorer;

  constructor(options: {
    store: DeploymentsStore;
    situations: Situations;
    delivery: Delivery;
    journal: Journal;
    observer: Observer;
    starter: Starter;
    publisher: Publisher;
    restorer: Restorer;
  }) {
    this.#store = options.store;
    this.#situations = options.situations;
    this.#delivery = options.delivery;
    this.#journal = options.journal;
    this.#observer = options.observer;
    this.#starter = options.starter;
    this.#publisher = options.publisher;
    this.#restorer = options.restorer;
  }

  /**
   * Takes one step.
   * @returns the proposal when its log has grown, so that the next step may follow at once.
   * @throws LostLeaseError, and what the outside world answers.
   */
  async step(
    held: HeldPlace,
    proposal: Proposal,
  ): Promise<Proposal | undefined> {
    if (!isOpen(proposal.state)) {
      return undefined;
    }
    const after = hasNotBegun(proposal.state)
      ? await this.#starter.advance(held, proposal)
      : await this.#follow(held, proposal);
    return after.version === proposal.version ? undefined : after;
  }

  async #follow(held: HeldPlace, proposal: Proposal): Promise<Proposal> {
    const [outside, log, now] = await Promise.all([
      this.#observer.observe(held.place, proposal),
      this.#store.log(proposal.id),
      this.#store.now(),
    ]);
    const input: PlanInput = {
      ...outside,
      proposal,
      token: held.token,
      milestones: milestonesOf(log),
      now,
    };
    try {
      return await this.#perform(held, input, nextStep(input));
    } catch (error) {
      // Something has moved since it was looked at: look again.
      if (error instanceof PreconditionError) {
        return proposal;
      }
      throw error;
    }
  }

  async #perform(
    held: HeldPlace,
    input: PlanInput,
    step: Step,
  ): Promise<Proposal> {
    const { proposal, milestones, seen } = input;
    switch (step.do) {
      case 'record':
        await this.#publisher.announceEnd(held, proposal, step.event);
        return this.#journal.append(held, proposal, step.event);
      case 'hold':
        return this.#hold(held, proposal, step.reasons);
      case 'commit':
        return this.#publisher.commit(held, proposal, milestones);
      case 'revert':
        return this.#publisher.revert(held, proposal, {
          milestones,
          digests: digestsOf(seen?.images ?? []),
        });
      case 'restore':
        return this.#restorer.restore(held, proposal, milestones);
      case 'begin-step':
        return this.#beginStep(held, proposal, step.step);
      case 'check':
        return this.#check(held, proposal);
      case 'nothing':
      case 'decide':
        return proposal;
      default:
        await held.renew();
        await this.#act(held, proposal, step);
        return proposal;
    }
  }

  async #act(
    { place }: HeldPlace,
    proposal: Proposal,
    step: Extract<
      Step,
      { do: 'follow' | 'promote' | 'pause' | 'resume' | 'abort' | 'terminate' }
    >,
  ): Promise<void> {
    switch (step.do) {
      case 'follow':
        await this.#delivery.refresh(place);
        return this.#delivery.sync(place, {
          revision: step.revision,
          fingerprint: operationMark(proposal),
        });
      case 'terminate':
        return this.#delivery.terminate(place, {
          fingerprint: operationMark(proposal),
        });
      case 'promote':
        return this.#delivery.promote(place, step);
      default:
        return this.#delivery[step.do](place, step);
    }
  }

  /** The next share of traffic, if every guard agrees; else it is held where it is, with the guards' reasons. */
  async #beginStep(
    held: HeldPlace,
    proposal: Proposal,
    step: number,
  ): Promise<Proposal> {
    const situation = await this.#situation(held, proposal);
    let reasons: readonly Reason[] = [];
    const after = await this.#journal.decide(
      held,
      proposal,
      'begin-step',
      situation,
      (current, ctx) => {
        const gates = checkedGates(current, ctx.around.gates);
        if (gates) {
          return { ok: true, events: [gates] };
        }
        const outcome = commitStep(current, { step, token: held.token }, ctx);
        if (outcome.ok) {
          return outcome;
        }
        reasons = outcome.reasons;
        return { ok: true, events: [] };
      },
    );
    return reasons.length > 0 ? this.#hold(held, after, reasons) : after;
  }

  async #check(held: HeldPlace, proposal: Proposal): Promise<Proposal> {
    const situation = await this.#situation(held, proposal);
    return this.#journal.decide(held, proposal, 'check', situation, checkTime);
  }

  async #situation({ place }: HeldPlace, proposal: Proposal) {
    const { release, policy: rules } = proposal;
    const situation = await this.#situations.of({ place, release, rules });
    return withSettledGates(situation, proposal);
  }

  /** Says why, once for each set of reasons: figures in the words of gates change by the second. */
  async #hold(
    held: HeldPlace,
    proposal: Proposal,
    reasons: readonly Reason[],
  ): Promise<Proposal> {
    const before = proposal.execution?.waitingFor ?? [];
    return keyOf(before) === keyOf(reasons)
      ? proposal
      : this.#journal.append(held, proposal, { type: 'holding', reasons });
  }
}

function keyOf(reasons: readonly Reason[]): string {
  return reasons
    .map(({ code, params }) => {
      const { gate, status, level, group, freeze, figure, person } = params;
      return [code, gate, status, level, group, freeze, figure, person].join();
    })
    .sort()
    .join('\n');
}
