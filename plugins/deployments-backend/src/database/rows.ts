import { canonicalJson } from '@textloom/kernel';
import {
  LoggedEvent,
  Proposal,
  ProposalSummary,
  Release,
  Success,
  summaryOf,
} from '@textloom/plugin-deployments-common';

/** A row of `releases`. */
export interface ReleaseRow {
  id: string;
  service: string;
  version: string;
  artefacts: string;
  created_at: number | string;
  body: string;
}

/** A row of `proposals`. */
export interface ProposalRow {
  id: string;
  version: number;
  service: string;
  environment: string;
  owner: string;
  state: string;
  requested_at: number | string;
  updated_at: number | string;
  ended_at: number | string | null;
  review_due_at: number | string | null;
  summary: string;
  body: string;
}

/** A row of `proposal_events`. */
export interface EventRow {
  proposal: string;
  sequence: number;
  event: string;
  actor: string;
  at: number | string;
  fingerprint: string;
  policy_version: string;
  previous_hash: string;
  hash: string;
}

/** A row of `successes`. */
export interface SuccessRow {
  proposal: string;
  service: string;
  environment: string;
  artefacts: string;
  version: string;
  at: number | string;
  until: number | string | null;
}

// PostgreSQL gives 64-bit integers as text.

export function releaseOf(row: ReleaseRow): Release {
  return { ...JSON.parse(row.body), createdAt: Number(row.created_at) };
}

export function proposalOf(row: Pick<ProposalRow, 'body'>): Proposal {
  return JSON.parse(row.body);
}

export function summaryOfRow(
  row: Pick<ProposalRow, 'summary'>,
): ProposalSummary {
  return JSON.parse(row.summary);
}

export function eventOf(row: EventRow): LoggedEvent {
  return {
    proposal: row.proposal,
    sequence: Number(row.sequence),
    event: JSON.parse(row.event),
    actor: row.actor,
    at: Number(row.at),
    fingerprint: row.fingerprint,
    policyVersion: row.policy_version,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

export function eventRow(logged: LoggedEvent): EventRow {
  return {
    proposal: logged.proposal,
    sequence: logged.sequence,
    event: canonicalJson(logged.event),
    actor: logged.actor,
    at: logged.at,
    fingerprint: logged.fingerprint,
    policy_version: logged.policyVersion,
    previous_hash: logged.previousHash,
    hash: logged.hash,
  };
}

export function successOf(row: SuccessRow): Success {
  return {
    environment: row.environment,
    artefacts: row.artefacts,
    version: row.version,
    at: Number(row.at),
    ...(row.until === null ? {} : { until: Number(row.until) }),
  };
}

/** The row that a proposal has, by which its list entries are found. */
export function snapshotRow(proposal: Proposal): ProposalRow {
  const { breakGlass } = proposal;
  const owes = breakGlass !== undefined && breakGlass.review === undefined;
  return {
    id: proposal.id,
    version: proposal.version,
    service: proposal.service,
    environment: proposal.environment,
    owner: proposal.owner,
    state: proposal.state,
    requested_at: proposal.requestedAt,
    updated_at: proposal.updatedAt,
    ended_at: proposal.endedAt ?? null,
    review_due_at: owes ? breakGlass.reviewDueAt : null,
    summary: canonicalJson(summaryOf(proposal)),
    body: canonicalJson(proposal),
  };
}
