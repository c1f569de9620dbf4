import {
  checkTime,
  CommandContext,
  commitStep,
  levelsNeeded,
  levelsOf,
  Outcome,
  Proposal,
  Reason,
  tighten,
} from '@textloom/plugin-deployments-common';
import { Delivery } from '../service/ports';
import { Situation, Situations } from '../service/situation';
import { checkedGates, withSettledGates } from './gates';
import { HeldPlace } from './HeldPlace';
import { Journal } from './journal';
import { firstExposure } from './ladder';
import { GitOps, renderAtHead } from './rendering';
import { revised } from './revising';

const stepOf = ({ token }: HeldPlace) => ({ step: 0, token });

const NO_EVENTS: Outcome = { ok: true, events: [] };

/** Sees whether a proposal that waits may begin, and begins it. */
export class Starter {
  readonly #situations: Situations;
  readonly #journal: Journal;
  readonly #gitOps: GitOps;
  readonly #delivery: Delivery;

  constructor(options: {
    situations: Situations;
    journal: Journal;
    gitOps: GitOps;
    delivery: Delivery;
  }) {
    this.#situations = options.situations;
    this.#journal = options.journal;
    this.#gitOps = options.gitOps;
    this.#delivery = options.delivery;
  }

  /** One step towards the start: what time has changed, then what is proposed, then the start itself. */
  async advance(held: HeldPlace, proposal: Proposal): Promise<Proposal> {
    const situation = withSettledGates(
      await this.#situations.of({
        place: held.place,
        release: proposal.release,
        rules: proposal.policy,
      }),
      proposal,
    );
    let refusals: readonly Reason[] | undefined;
    const checked = await this.#journal.decide(
      held,
      proposal,
      'check',
      situation,
      (current, ctx) => {
        const changes = changesOf(current, ctx);
        if (changes.ok && changes.events.length > 0) {
          return changes;
        }
        refusals = refusalsOf(commitStep(current, stepOf(held), ctx));
        return NO_EVENTS;
      },
    );
    if (refusals === undefined) {
      return checked;
    }
    return refusals.length > 0
      ? this.#afterRefusal(held, checked, situation, refusals)
      : this.#start(held, checked, situation);
  }

  /** Something else runs than what was compared with: the comparison is made anew. */
  async #afterRefusal(
    held: HeldPlace,
    proposal: Proposal,
    situation: Situation,
    refusals: readonly Reason[],
  ): Promise<Proposal> {
    const has = (code: Reason['code']) =>
      refusals.some(reason => reason.code === code);
    // While another proposal changes the place, what runs is still to change.
    if (!has('baseline-changed') || has('environment-busy')) {
      return proposal;
    }
    const rendering = await this.#render(held, proposal);
    const { running } = situation;
    return this.#revised({ held, proposal, rendering, situation, running });
  }

  async #start(
    held: HeldPlace,
    proposal: Proposal,
    situation: Situation,
  ): Promise<Proposal> {
    const [rendering, seen] = await Promise.all([
      this.#render(held, proposal),
      this.#delivery.observe(held.place),
    ]);
    if (rendering.fingerprint.rendered !== proposal.fingerprint.rendered) {
      return this.#revised({ held, proposal, rendering, situation });
    }
    const exposure = firstExposure(seen.rollout);
    return this.#journal.decide(
      held,
      proposal,
      'start',
      situation,
      (current, ctx) =>
        exceeds(current, exposure, ctx)
          ? NO_EVENTS
          : orNothing(commitStep(current, stepOf(held), ctx)),
    );
  }

  #revised(input: Parameters<typeof revised>[1]) {
    return revised({ journal: this.#journal, gitOps: this.#gitOps }, input);
  }

  #render({ place }: HeldPlace, proposal: Proposal) {
    return renderAtHead(this.#gitOps, {
      place,
      release: proposal.release,
      strategy: proposal.policy.strategy,
      baseline: proposal.baseline,
    });
  }
}

/** Stricter rules first, then what gates say, then what time and people have changed. */
function changesOf(proposal: Proposal, ctx: CommandContext): Outcome {
  const stricter =
    proposal.policyVersion === ctx.policy.version
      ? NO_EVENTS
      : tighten(proposal, ctx);
  if (stricter.ok && stricter.events.length > 0) {
    return stricter;
  }
  const gates = checkedGates(proposal, ctx.around.gates);
  return gates ? { ok: true, events: [gates] } : checkTime(proposal, ctx);
}

function refusalsOf(outcome: Outcome): readonly Reason[] {
  return outcome.ok ? [] : outcome.reasons;
}

/** What may not be yet is not an error: it is asked again. */
function orNothing(outcome: Outcome): Outcome {
  return outcome.ok ? outcome : NO_EVENTS;
}

/**
 * Whether the start would give more traffic than the levels allow so far. Where nothing moves traffic in steps, or
 * not in those of the policy, the start needs the levels of all that it gives at once.
 */
function exceeds(
  proposal: Proposal,
  exposure: number,
  ctx: CommandContext,
): boolean {
  const needed = levelsNeeded(proposal.policy, exposure);
  return (
    !proposal.breakGlass &&
    levelsOf(proposal, ctx)
      .slice(0, needed)
      .some(({ missing }) => missing.length > 0)
  );
}
