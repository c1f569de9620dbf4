import { AuditorService } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  CommandContext,
  hashOf,
  Outcome,
  Proposal,
  ProposalSummary,
  propose,
  ReasonCode,
  summaryOf,
  WriteOptions,
} from '@textloom/plugin-deployments-common';
import { Caller } from './DeploymentsService';
import { DeploymentsStore } from './DeploymentsStore';
import { ForbiddenError, RefusedError } from './errors';
import { OlderProposals } from './OlderProposals';
import { Place } from './ports';
import { idFrom, Prepared } from './Proposing';
import { contextOf, Situation, Situations } from './situation';

/** What a command is called and was asked with. */
export interface Command {
  name: string;
  request: unknown;
  /** Asks clusters, gates and alerts too, and not only the catalog. */
  asksOutside?: boolean;
}

/** Reasons that lie in the person, whatever the state. */
const PERSONAL: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'not-human',
  'proof-too-old',
  'not-in-group',
  'is-requester',
  'is-author',
  'is-builder',
  'is-sponsor',
  'not-yours',
  'own-review',
]);

/** Changes of proposals that somebody asked for: decided in the transaction that writes, each on the record. */
export class Commands {
  readonly #store: DeploymentsStore;
  readonly #situations: Situations;
  readonly #auditor: AuditorService;
  readonly #older: OlderProposals;

  constructor(options: {
    store: DeploymentsStore;
    situations: Situations;
    auditor: AuditorService;
    older: OlderProposals;
  }) {
    this.#store = options.store;
    this.#situations = options.situations;
    this.#auditor = options.auditor;
    this.#older = options.older;
  }

  /** @throws RefusedError, ForbiddenError, NotFoundError, ConflictError */
  async run(
    caller: Caller,
    id: string,
    command: Command,
    options: WriteOptions,
    decide: (proposal: Proposal, ctx: CommandContext) => Outcome,
  ): Promise<ProposalSummary> {
    const { service, environment, release, ...known } = await this.#store.get(
      id,
    );
    const place = { service, environment };
    const situation = command.asksOutside
      ? await this.#situations.of({ place, release, rules: known.policy })
      : await this.#situations.lastKnown(known);
    return this.#write(
      { caller, id, place, command, options, situation },
      proposal => {
        if (!proposal) {
          throw new NotFoundError('There is no such proposal');
        }
        return ctx => decide(proposal, ctx);
      },
    );
  }

  /** A new proposal. An older one of the place that has not begun gives way to it. */
  async propose(
    caller: Caller,
    { place, input, situation }: Prepared,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const id = idFrom(caller.actor.ref, options.idempotencyKey);
    const request = {
      release: input.release.id,
      reason: input.reason ?? null,
    };
    const summary = await this.#write(
      {
        caller,
        id,
        place,
        command: { name: 'propose', request },
        options,
        situation,
      },
      proposal => {
        if (proposal) {
          throw new ConflictError('This Idempotency-Key was used before');
        }
        return ctx => propose({ id, ...input }, ctx);
      },
    );
    await this.#older.giveWay(id, place, input.release);
    return summary;
  }

  async #write(
    call: {
      caller: Caller;
      id: string;
      place: Place;
      command: Command;
      options: WriteOptions;
      situation: Situation;
    },
    decideOn: (
      proposal: Proposal | undefined,
    ) => (ctx: CommandContext) => Outcome,
  ): Promise<ProposalSummary> {
    const { caller, id, place, command, options, situation } = call;
    const { actor } = caller;
    const event = await this.#auditor.createEvent({
      eventId: `proposal-${command.name}`,
      severityLevel: 'medium',
      ...(caller.request && { request: caller.request }),
      meta: { proposal: id, ...place },
    });
    try {
      const after = await this.#store.transact(
        id,
        {
          actor,
          command: command.name,
          place,
          idempotency: {
            key: options.idempotencyKey,
            requestHash: hashOf([command.name, command.request, place, id]),
          },
        },
        ({ proposal, now, around }) =>
          decideOn(proposal)(contextOf(situation, actor, { now, around })),
      );
      await event.success({ meta: { version: after.version } });
      return summaryOf(after);
    } catch (error) {
      const shown = inPerson(error);
      await event.fail({ error: shown });
      throw shown;
    }
  }
}

/** A refusal whose every reason lies in the person is a matter of rights, not of state. */
function inPerson(error: unknown): Error {
  if (
    error instanceof RefusedError &&
    error.reasons.length > 0 &&
    error.reasons.every(({ code }) => PERSONAL.has(code))
  ) {
    return new ForbiddenError(error.reasons);
  }
  return error instanceof Error ? error : new Error('Unknown failure');
}
