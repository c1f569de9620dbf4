import { ResponseError } from '@backstage/errors';
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
import { DeploymentsApi, WriteOptions } from './DeploymentsApi';
import {
  AbortRequest,
  AdoptRequest,
  BreakGlassRequest,
  HistoryQuery,
  ProposalsQuery,
  ProposeRequest,
  ReleaseRequest,
  RevertRequest,
  ReviewRequest,
  VoteRequest,
  WithdrawRequest,
} from './requests';

/** What the client needs: a `fetch` that resolves `plugin://` addresses, as Backstage's `fetchApi` does. */
export interface DeploymentsClientOptions {
  fetchApi: { fetch: typeof fetch };
}

/** {@link DeploymentsApi} over HTTP. */
export class DeploymentsClient implements DeploymentsApi {
  readonly #fetchApi: DeploymentsClientOptions['fetchApi'];

  constructor(options: DeploymentsClientOptions) {
    this.#fetchApi = options.fetchApi;
  }

  getBoard(): Promise<BoardView> {
    return this.#get(['board']);
  }

  getInbox(): Promise<InboxView> {
    return this.#get(['inbox']);
  }

  getHistory(query: HistoryQuery): Promise<DeploymentHistoryView> {
    return this.#get(['history'], query);
  }

  getPolicy(): Promise<PolicyView> {
    return this.#get(['policy']);
  }

  getReleases(service: string): Promise<ReleasesView> {
    return this.#get(['services', service, 'releases']);
  }

  getPreview(release: string, environment: string): Promise<PreviewView> {
    return this.#get(['releases', release, 'preview', environment]);
  }

  listProposals(
    query: ProposalsQuery,
  ): Promise<{ items: ProposalSummary[]; nextCursor?: string }> {
    return this.#get(['proposals'], query);
  }

  getProposal(id: string): Promise<ProposalView> {
    return this.#get(['proposals', id]);
  }

  createRelease(
    request: ReleaseRequest,
    options: WriteOptions,
  ): Promise<Release> {
    return this.#post(['releases'], options, request);
  }

  propose(
    request: ProposeRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(['proposals'], options, request);
  }

  vote(
    id: string,
    request: VoteRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'votes'], options, request);
  }

  withdrawVote(
    id: string,
    decision: string,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(
      ['proposals', id, 'votes', decision, 'withdraw'],
      options,
    );
  }

  comment(
    id: string,
    text: string,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'comments'], options, { text });
  }

  withdraw(
    id: string,
    request: WithdrawRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'withdraw'], options, request);
  }

  pause(id: string, options: WriteOptions): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'pause'], options);
  }

  resume(id: string, options: WriteOptions): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'resume'], options);
  }

  abort(
    id: string,
    request: AbortRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'abort'], options, request);
  }

  breakGlass(
    id: string,
    request: BreakGlassRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'break-glass'], options, request);
  }

  adopt(
    id: string,
    request: AdoptRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'adopt'], options, request);
  }

  revert(
    id: string,
    request: RevertRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'revert'], options, request);
  }

  review(
    id: string,
    request: ReviewRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary> {
    return this.#post(['proposals', id, 'review'], options, request);
  }

  async #get<T>(
    segments: readonly string[],
    query: Readonly<Record<string, unknown>> = {},
  ): Promise<T> {
    const given = Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)]],
    );
    const search = given.length ? `?${new URLSearchParams(given)}` : '';
    return this.#send(segments, undefined, search);
  }

  #post<T>(
    segments: readonly string[],
    { idempotencyKey }: WriteOptions,
    body: object = {},
  ): Promise<T> {
    return this.#send(segments, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': idempotencyKey,
      },
      body: JSON.stringify(body),
    });
  }

  async #send<T>(
    segments: readonly string[],
    init?: RequestInit,
    search = '',
  ): Promise<T> {
    const path = segments.map(encodeURIComponent).join('/');
    const response = await this.#fetchApi.fetch(
      `plugin://deployments/${path}${search}`,
      init,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
