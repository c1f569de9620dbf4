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
import { Release } from '../domain/release';
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

/** Sent with each write; the same key gives the same answer for 24 hours. */
export interface WriteOptions {
  idempotencyKey: string;
}

/**
 * What the deployments backend answers. Refusals are errors of `@backstage/errors`: ConflictError when the state or
 * the fingerprint is another, NotAllowedError when the person may not, InputError, NotFoundError; the body's
 * `error.reasons` carries the reasons.
 */
export interface DeploymentsApi {
  getBoard(): Promise<BoardView>;
  getInbox(): Promise<InboxView>;
  getHistory(query: HistoryQuery): Promise<DeploymentHistoryView>;
  getPolicy(): Promise<PolicyView>;
  getReleases(service: string): Promise<ReleasesView>;
  getPreview(release: string, environment: string): Promise<PreviewView>;
  listProposals(
    query: ProposalsQuery,
  ): Promise<{ items: ProposalSummary[]; nextCursor?: string }>;
  getProposal(id: string): Promise<ProposalView>;

  createRelease(
    request: ReleaseRequest,
    options: WriteOptions,
  ): Promise<Release>;
  propose(
    request: ProposeRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
  vote(
    id: string,
    request: VoteRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
  withdrawVote(
    id: string,
    decision: string,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
  comment(
    id: string,
    text: string,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
  withdraw(
    id: string,
    request: WithdrawRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
  pause(id: string, options: WriteOptions): Promise<ProposalSummary>;
  resume(id: string, options: WriteOptions): Promise<ProposalSummary>;
  abort(
    id: string,
    request: AbortRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
  breakGlass(
    id: string,
    request: BreakGlassRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
  adopt(
    id: string,
    request: AdoptRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
  revert(
    id: string,
    request: RevertRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
  review(
    id: string,
    request: ReviewRequest,
    options: WriteOptions,
  ): Promise<ProposalSummary>;
}
