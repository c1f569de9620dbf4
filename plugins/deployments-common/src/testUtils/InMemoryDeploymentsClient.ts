import { NotFoundError } from '@backstage/errors';
import { DeploymentsApi, WriteOptions } from '../api/DeploymentsApi';
import { summaryOf } from '../domain/summary';
import { Release } from '../domain/release';
import {
  BoardView,
  DeploymentHistoryView,
  InboxView,
  PolicyView,
  PreviewView,
  ProposalSummary,
  ProposalView,
  ReleasesView,
} from '../domain/views';

/** What {@link InMemoryDeploymentsClient} answers; what is absent is not found. */
export interface DeploymentsAnswers {
  board?: BoardView;
  inbox?: InboxView;
  history?: DeploymentHistoryView;
  policy?: PolicyView;
  /** By service. */
  releases?: Record<string, ReleasesView>;
  /** By `release/environment`. */
  previews?: Record<string, PreviewView>;
  /** By id; writes answer the summary of theirs. */
  proposals?: Record<string, ProposalView>;
  release?: Release;
}

type Method = keyof DeploymentsApi;

/** A write that was asked for. */
export interface RecordedCall {
  method: Method;
  args: readonly unknown[];
  idempotencyKey: string;
}

/** {@link DeploymentsApi} that answers given views, and keeps the writes that were asked for. */
export class InMemoryDeploymentsClient implements DeploymentsApi {
  /** Writes in the order in which they came, also those that were refused. */
  readonly calls: RecordedCall[] = [];
  readonly #failures = new Map<Method, Error>();
  #answers: DeploymentsAnswers;

  constructor(answers: DeploymentsAnswers = {}) {
    this.#answers = answers;
  }

  /** Replaces some answers, as a change on the server would. */
  set(answers: DeploymentsAnswers): void {
    this.#answers = { ...this.#answers, ...answers };
  }

  /** Lets a method fail from now on; `undefined` lets it answer again. */
  fail(method: Method, error: Error | undefined): void {
    if (error) {
      this.#failures.set(method, error);
    } else {
      this.#failures.delete(method);
    }
  }

  getBoard = async () => this.#answer('getBoard', this.#answers.board);

  getInbox = async () => this.#answer('getInbox', this.#answers.inbox);

  getHistory: DeploymentsApi['getHistory'] = async () =>
    this.#answer('getHistory', this.#answers.history);

  getPolicy = async () => this.#answer('getPolicy', this.#answers.policy);

  getReleases: DeploymentsApi['getReleases'] = async service =>
    this.#answer('getReleases', this.#answers.releases?.[service]);

  getPreview: DeploymentsApi['getPreview'] = async (release, environment) =>
    this.#answer(
      'getPreview',
      this.#answers.previews?.[`${release}/${environment}`],
    );

  listProposals: DeploymentsApi['listProposals'] = async query =>
    this.#answer('listProposals', {
      items: Object.values(this.#answers.proposals ?? {})
        .map(({ proposal }) => summaryOf(proposal))
        .filter(
          ({ service, environment, endedAt }) =>
            (query.service ?? service) === service &&
            (query.environment ?? environment) === environment &&
            (query.open === undefined ||
              (query.open === 'true') === (endedAt === undefined)),
        ),
    });

  getProposal: DeploymentsApi['getProposal'] = async id =>
    this.#answer('getProposal', this.#answers.proposals?.[id]);

  createRelease: DeploymentsApi['createRelease'] = async (request, options) => {
    this.#keep('createRelease', [request], options);
    return this.#answer('createRelease', this.#answers.release);
  };

  propose: DeploymentsApi['propose'] = async (request, options) => {
    this.#keep('propose', [request], options);
    const found = Object.values(this.#answers.proposals ?? {}).find(
      ({ proposal }) =>
        proposal.release.id === request.release &&
        proposal.environment === request.environment,
    );
    return this.#answer('propose', found && summaryOf(found.proposal));
  };

  vote: DeploymentsApi['vote'] = (id, request, options) =>
    this.#write('vote', [id, request], options);

  withdrawVote: DeploymentsApi['withdrawVote'] = (id, decision, options) =>
    this.#write('withdrawVote', [id, decision], options);

  comment: DeploymentsApi['comment'] = (id, text, options) =>
    this.#write('comment', [id, text], options);

  withdraw: DeploymentsApi['withdraw'] = (id, request, options) =>
    this.#write('withdraw', [id, request], options);

  pause: DeploymentsApi['pause'] = (id, options) =>
    this.#write('pause', [id], options);

  resume: DeploymentsApi['resume'] = (id, options) =>
    this.#write('resume', [id], options);

  abort: DeploymentsApi['abort'] = (id, request, options) =>
    this.#write('abort', [id, request], options);

  breakGlass: DeploymentsApi['breakGlass'] = (id, request, options) =>
    this.#write('breakGlass', [id, request], options);

  adopt: DeploymentsApi['adopt'] = (id, request, options) =>
    this.#write('adopt', [id, request], options);

  revert: DeploymentsApi['revert'] = (id, request, options) =>
    this.#write('revert', [id, request], options);

  review: DeploymentsApi['review'] = (id, request, options) =>
    this.#write('review', [id, request], options);

  #keep(
    method: Method,
    args: readonly unknown[],
    { idempotencyKey }: WriteOptions,
  ): void {
    this.calls.push({ method, args, idempotencyKey });
  }

  async #write(
    method: Method,
    args: readonly [string, ...unknown[]],
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    this.#keep(method, args, options);
    const view = this.#answers.proposals?.[args[0]];
    return this.#answer(method, view && summaryOf(view.proposal));
  }

  #answer<T>(method: Method, value: T | undefined): T {
    const failure = this.#failures.get(method);
    if (failure) {
      throw failure;
    }
    if (value === undefined) {
      throw new NotFoundError(`Nothing is given for ${method}`);
    }
    return value;
  }
}
