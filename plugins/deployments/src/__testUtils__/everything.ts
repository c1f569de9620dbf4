import {
  LoggedEvent,
  ProposalEvent,
  Reason,
  ReasonCode,
} from '@textloom/plugin-deployments-common';
import { ME, NOW } from './renderDeployments';
import { aProposal, FINGERPRINT, PROPOSAL_ID, timeoutChange } from './views';

/** Parameters that the server gives with each reason. */
const reasons: Record<ReasonCode, Reason['params']> = {
  'not-human': { actor: 'user:default/bot' },
  'proof-too-old': { maxMinutes: 60 },
  'not-in-group': { person: 'Sun Lei', group: 'sre, team-leads' },
  'is-requester': { person: 'Chen Yu' },
  'is-author': { person: 'Sun Lei', own: 3, all: 14 },
  'is-builder': { person: 'Sun Lei' },
  'is-sponsor': { person: 'Sun Lei', bot: 'bot' },
  'already-seated': { person: 'Tang Rui', level: 'sre' },
  'already-voted': { person: 'Tang Rui' },
  'level-not-open': { level: 'sre', before: 'team-lead' },
  'level-complete': { level: 1 },
  'no-such-level': { level: 7 },
  'fingerprint-changed': { given: FINGERPRINT, current: '4'.repeat(64) },
  'wrong-state': { state: 'Succeeded' },
  expired: { at: NOW },
  frozen: { freeze: 'Weekend', until: NOW, reason: '7' },
  'gate-not-passed': { gate: 'soak:staging', status: 'failed', summary: '' },
  'approvals-missing': { level: 'sre', missing: 2 },
  'group-missing': { level: 'sre', group: 'sre' },
  'vote-lapsed': { person: 'Tang Rui', level: 'sre' },
  rejected: { person: 'Tang Rui' },
  'baseline-changed': { running: '1.7.3', baseline: '1.7.2' },
  'baseline-unknown': { environment: 'prod' },
  'not-soaked': { environment: 'staging', version: '1.8.0' },
  'older-than-running': { running: '1.8.1', proposed: '1.8.0' },
  'ref-not-allowed': { ref: 'refs/tags/v1.8.0', environment: 'prod' },
  'denied-release': { version: '1.8.0', environment: 'prod' },
  'environment-busy': { environment: 'prod', proposal: PROPOSAL_ID },
  unsatisfiable: {
    level: 'sre',
    group: 'sre',
    people: 'Sun Lei asked for this deployment; and 2 more',
    more: 2,
  },
  'no-incident': { incident: '', severities: 'P0, P1' },
  'review-overdue': { proposal: PROPOSAL_ID, due: NOW },
  'still-soaking': { weight: 25, soakEndsAt: NOW },
  'outside-limits': { figure: 'error-rate', value: 4, limit: 1 },
  'no-such-environment': { environment: 'prod', policy: '4'.repeat(64) },
  'never-succeeded': { target: '1.8.0' },
  'vote-needed-elsewhere': { person: 'Tang Rui', level: 'sre' },
  'not-yours': { person: 'Tang Rui' },
  'own-review': { person: 'Tang Rui' },
  'wrong-step': { step: 2, expected: 1 },
  'stale-token': { given: 1, current: 2 },
  paused: { person: 'Tang Rui' },
  'not-permitted': { permission: 'deployments.proposal.create' },
};

/** One reason of each code. */
export const everyReason: Reason[] = Object.entries(reasons).map(
  ([code, params]) => ({
    code: code as ReasonCode,
    params,
    ...(code === 'unsatisfiable' && {
      details: [
        { code: 'is-requester' as const, params: { person: 'Sun Lei' } },
      ],
    }),
  }),
);

type Events = {
  [T in ProposalEvent['type']]: Extract<ProposalEvent, { type: T }>;
};

const decision = {
  id: '1',
  person: ME,
  level: 1,
  verdict: 'approve',
  fingerprint: FINGERPRINT,
  at: NOW,
} as const;

const events: Events = {
  proposed: { type: 'proposed', proposal: aProposal() },
  commented: { type: 'commented', id: '1', text: 'fine' },
  voted: { type: 'voted', decision },
  'vote-withdrawn': { type: 'vote-withdrawn', decision: '1' },
  revised: {
    type: 'revised',
    fingerprint: aProposal().fingerprint,
    changes: [timeoutChange],
    delta: [timeoutChange],
  },
  tightened: {
    type: 'tightened',
    policy: aProposal().policy,
    policyVersion: '4'.repeat(64),
  },
  'gates-checked': { type: 'gates-checked', gates: [] },
  blocked: { type: 'blocked', reasons: everyReason.slice(0, 1) },
  unblocked: { type: 'unblocked' },
  waiting: { type: 'waiting', reasons: everyReason.slice(1, 2) },
  'execution-started': { type: 'execution-started', token: 1, attempt: 2 },
  'commit-intended': { type: 'commit-intended', message: 'Deploy' },
  committed: { type: 'committed', commit: 'c'.repeat(40) },
  synced: { type: 'synced', revision: 'c'.repeat(40) },
  'step-intended': { type: 'step-intended', step: 0, weight: 5 },
  'step-reached': { type: 'step-reached', step: 0, weight: 5 },
  holding: { type: 'holding', reasons: everyReason.slice(2, 3) },
  paused: { type: 'paused' },
  resumed: { type: 'resumed' },
  'full-traffic': { type: 'full-traffic' },
  succeeded: { type: 'succeeded', digests: [] },
  'rollback-started': {
    type: 'rollback-started',
    trigger: { kind: 'error-rate', value: 4, limit: 1 },
  },
  'revert-intended': { type: 'revert-intended', message: 'Revert' },
  reverted: { type: 'reverted', commit: 'd'.repeat(40) },
  'rolled-back': { type: 'rolled-back', digests: [] },
  diverged: { type: 'diverged', observed: [], expected: [] },
  'needs-human': { type: 'needs-human', problem: 'the branch is protected' },
  adopted: {
    type: 'adopted',
    reason: 'hot fix',
    running: { images: [], revision: 'c'.repeat(40), observedAt: NOW },
  },
  'restore-started': { type: 'restore-started', reason: 'unknown' },
  'restore-intended': { type: 'restore-intended', message: 'Restore' },
  restored: { type: 'restored', commit: 'd'.repeat(40) },
  'taken-over': { type: 'taken-over', token: 2 },
  rejected: { type: 'rejected', decision: '1' },
  withdrawn: { type: 'withdrawn', reason: 'not now' },
  expired: { type: 'expired' },
  superseded: { type: 'superseded', by: PROPOSAL_ID },
  'glass-broken': {
    type: 'glass-broken',
    incident: 'INC-7',
    reason: 'uploads are down',
    reviewDueAt: NOW,
  },
  reviewed: { type: 'reviewed', comment: 'was right' },
  refused: { type: 'refused', command: 'vote', reasons: [] },
};

const more: ProposalEvent[] = [
  { type: 'voted', decision: { ...decision, verdict: 'reject' } },
  {
    type: 'rollback-started',
    trigger: { kind: 'p95', value: 900, limit: 500 },
  },
  {
    type: 'rollback-started',
    trigger: { kind: 'health', message: 'pods crash' },
  },
  {
    type: 'rollback-started',
    trigger: { kind: 'person', person: ME, reason: 'errors rise' },
  },
];

/** A log with an event of each kind. */
export const everyEvent: LoggedEvent[] = [
  ...Object.values(events),
  ...more,
].map((event, index) => ({
  proposal: PROPOSAL_ID,
  sequence: index + 1,
  event,
  actor: index % 2 ? 'portal' : ME,
  at: NOW,
  fingerprint: FINGERPRINT,
  policyVersion: '4'.repeat(64),
  previousHash: '4'.repeat(64),
  hash: '4'.repeat(64),
}));
