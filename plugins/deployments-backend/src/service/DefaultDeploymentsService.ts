import { randomUUID } from 'node:crypto';
import { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { DAY } from '@textloom/kernel';
import {
  abort,
  AbortRequest,
  adopt,
  AdoptRequest,
  activeFreezes,
  BoardView,
  breakGlass,
  BreakGlassRequest,
  comment,
  DeploymentHistoryView,
  doraOf,
  InboxView,
  pause,
  peopleIndex,
  PolicyView,
  PreviewView,
  ProposalSummary,
  ProposalView,
  ProposeRequest,
  Release,
  ReleasesView,
  resume,
  revert,
  RevertRequest,
  review,
  ReviewRequest,
  summaryOf,
  vote,
  VoteRequest,
  withdraw,
  WithdrawRequest,
  withdrawVote,
  WriteOptions,
} from '@textloom/plugin-deployments-common';
import { AutomaticEnvironments } from './AutomaticEnvironments';
import { boardView } from './boardView';
import { Commands } from './Commands';
import {
  Caller,
  DeploymentsService,
  HistoryRequest,
  ProposalsRequest,
  ReportedRelease,
} from './DeploymentsService';
import { DeploymentsStore } from './DeploymentsStore';
import { inboxView } from './inboxView';
import { Observations } from './Observations';
import { Pages } from './Pages';
import { PolicyFile } from './PolicyFile';
import { Directory } from './ports';
import { Proposing } from './Proposing';
import { Situations } from './situation';

/** Deployments that the four figures are made of at most. */
const MAX_MEASURED = 2_000;
/** Open proposals that the board and the inbox know at most. */
const MAX_OPEN = 500;

/** What the service needs. */
export interface DefaultDeploymentsServiceOptions {
  store: DeploymentsStore;
  directory: Directory;
  policy: PolicyFile;
  observations: Observations;
  situations: Situations;
  proposing: Proposing;
  commands: Commands;
  automatic: AutomaticEnvironments;
  pages: Pages;
  auditor: AuditorService;
}

/** Deployments as people and CI see them, over the store, the clusters and the repository. */
export class DefaultDeploymentsService implements DeploymentsService {
  readonly #options: DefaultDeploymentsServiceOptions;
  readonly #commands: Commands;
  readonly #store: DeploymentsStore;

  constructor(options: DefaultDeploymentsServiceOptions) {
    this.#options = options;
    this.#commands = options.commands;
    this.#store = options.store;
  }

  async getBoard(_: Caller): Promise<BoardView> {
    const { directory, observations, policy } = this.#options;
    const rules = policy.current().policy;
    const services = await directory.services();
    const places = services.flatMap(({ service }) =>
      rules.environments.map(({ name }) => ({ service, environment: name })),
    );
    const [observed, running, releases, open, owing, denied, now] =
      await Promise.all([
        observations.all(places),
        this.#store.running(),
        this.#store.newestReleases(),
        this.#store.list({ open: true, limit: MAX_OPEN }),
        this.#store.owing(),
        this.#store.denied(),
        this.#store.now(),
      ]);
    return boardView({
      policy: rules,
      services,
      observed,
      running,
      releases,
      open: open.items,
      owing: owing.map(summaryOf),
      denied,
      now,
    });
  }

  async getInbox({ actor }: Caller): Promise<InboxView> {
    const { directory, policy } = this.#options;
    const [people, open, owing, listed, now] = await Promise.all([
      directory.people(),
      this.#store.open(),
      this.#store.owing(),
      this.#store.list({ open: true, limit: MAX_OPEN }),
      this.#store.now(),
    ]);
    return inboxView({
      actor,
      people,
      policy: policy.current().policy,
      proposals: [...open, ...owing],
      asked: listed.items.filter(
        ({ requestedBy }) => requestedBy === actor.ref,
      ),
      now,
    });
  }

  async getHistory(
    _: Caller,
    query: HistoryRequest,
  ): Promise<DeploymentHistoryView> {
    const { days, cursor, limit, service, environment } = query;
    const now = await this.#store.now();
    const from = now - days * DAY;
    const where = {
      ...(service !== undefined && { service }),
      ...(environment !== undefined && { environment }),
    };
    const [ended, list, people] = await Promise.all([
      this.#store.ended({ ...where, from, limit: MAX_MEASURED }),
      this.#store.list({
        ...where,
        open: false,
        endedFrom: from,
        limit,
        ...(cursor !== undefined && { cursor }),
      }),
      // The figures are worth showing without names.
      this.#options.directory.people().catch(() => []),
    ]);
    const { find } = peopleIndex(people);
    return {
      people: Object.fromEntries(
        list.items.flatMap(({ requestedBy }) => {
          const person = find(requestedBy);
          return person ? [[requestedBy, person.name]] : [];
        }),
      ),
      dora: doraOf(ended, { from, to: now + 1 }),
      ...list,
      generatedAt: now,
    };
  }

  async getPolicy(_: Caller): Promise<PolicyView> {
    const state = this.#options.policy.current();
    const now = await this.#store.now();
    return { ...state, active: activeFreezes(state.policy, now) };
  }

  getReleases(caller: Caller, service: string): Promise<ReleasesView> {
    return this.#options.pages.releases(caller, service);
  }

  getPreview(
    caller: Caller,
    release: string,
    environment: string,
  ): Promise<PreviewView> {
    return this.#options.pages.preview(caller, release, environment);
  }

  listProposals(_: Caller, query: ProposalsRequest) {
    const { open, service, environment, cursor, limit } = query;
    return this.#store.list({
      limit,
      ...(service !== undefined && { service }),
      ...(environment !== undefined && { environment }),
      ...(cursor !== undefined && { cursor }),
      ...(open !== undefined && { open: open === 'true' }),
    });
  }

  getProposal(caller: Caller, id: string): Promise<ProposalView> {
    return this.#options.pages.proposal(caller, id);
  }

  async createRelease(
    caller: Caller,
    request: ReportedRelease,
    _: WriteOptions,
  ): Promise<Release> {
    const { auditor, directory, automatic } = this.#options;
    const { service, version } = request;
    const event = await auditor.createEvent({
      eventId: 'release-create',
      severityLevel: 'medium',
      ...(caller.request && { request: caller.request }),
      meta: { service, version },
    });
    try {
      if (!(await directory.service(service))) {
        throw new NotFoundError(
          `The catalog has no component ${service} that runs in a cluster`,
        );
      }
      const release = await this.#store.addRelease({
        ...request,
        id: randomUUID(),
      });
      await event.success({ meta: { release: release.id } });
      // What deploys by itself must not keep CI waiting.
      automatic.look();
      return release;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  }

  async propose(
    caller: Caller,
    { release, environment, reason }: ProposeRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const prepared = await this.#options.proposing.prepare({
      release: await this.#store.getRelease(release),
      environment,
      requestedBy: caller.actor.ref,
      ...(reason !== undefined && { reason }),
    });
    return this.#commands.propose(caller, prepared, options);
  }

  vote(
    caller: Caller,
    id: string,
    request: VoteRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'vote', request };
    const input = { id: randomUUID(), ...request };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      vote(proposal, input, ctx),
    );
  }

  withdrawVote(
    caller: Caller,
    id: string,
    decision: string,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'withdraw-vote', request: { decision } };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      withdrawVote(proposal, { decision }, ctx),
    );
  }

  comment(
    caller: Caller,
    id: string,
    text: string,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'comment', request: { text } };
    const input = { id: randomUUID(), text };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      comment(proposal, input, ctx),
    );
  }

  withdraw(
    caller: Caller,
    id: string,
    request: WithdrawRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'withdraw', request };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      withdraw(proposal, request, ctx),
    );
  }

  pause(
    caller: Caller,
    id: string,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'pause', request: {} };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      pause(proposal, {}, ctx),
    );
  }

  resume(
    caller: Caller,
    id: string,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'resume', request: {} };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      resume(proposal, {}, ctx),
    );
  }

  abort(
    caller: Caller,
    id: string,
    request: AbortRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'abort', request };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      abort(proposal, request, ctx),
    );
  }

  breakGlass(
    caller: Caller,
    id: string,
    request: BreakGlassRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'break-glass', request, asksOutside: true };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      breakGlass(proposal, request, ctx),
    );
  }

  adopt(
    caller: Caller,
    id: string,
    request: AdoptRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'adopt', request, asksOutside: true };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      adopt(proposal, request, ctx),
    );
  }

  revert(
    caller: Caller,
    id: string,
    request: RevertRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'revert', request };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      revert(proposal, request, ctx),
    );
  }

  review(
    caller: Caller,
    id: string,
    request: ReviewRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    const command = { name: 'review', request };
    return this.#commands.run(caller, id, command, options, (proposal, ctx) =>
      review(proposal, request, ctx),
    );
  }
}
