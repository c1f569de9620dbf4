import { Intent } from '@textloom/ui';
import {
  LoggedEvent,
  ProposalEvent,
  Reason,
  RollbackTrigger,
} from '@textloom/plugin-deployments-common';
import { shortHash } from './names';
import { MessageKey, Params } from './say';
import { twoDecimals } from './twoDecimals';

/** An event before it is said. */
export interface EventLine {
  intent: Intent;
  key: MessageKey;
  params?: Params;
  /** Index of the level that the sentence names. */
  level?: number;
  /** What somebody tried to do. */
  command?: string;
  /** Words of a person or of another system. */
  quote?: string;
  reasons?: readonly Reason[];
  /** A hash or an identifier, shortened. */
  code?: string;
}

type Writer<T extends ProposalEvent['type']> = (
  event: Extract<ProposalEvent, { type: T }>,
) => EventLine;

const line =
  (intent: Intent, key: MessageKey): (() => EventLine) =>
  () => ({ intent, key });

function trigger(of: RollbackTrigger): EventLine {
  switch (of.kind) {
    case 'error-rate':
      return {
        intent: 'critical',
        key: 'event.rollbackErrors',
        params: { value: twoDecimals(of.value), limit: of.limit },
      };
    case 'p95':
      return {
        intent: 'critical',
        key: 'event.rollbackP95',
        params: { value: Math.round(of.value), limit: of.limit },
      };
    case 'health':
      return {
        intent: 'critical',
        key: 'event.rollbackHealth',
        quote: of.message,
      };
    default:
      return {
        intent: 'caution',
        key: 'event.rollbackPerson',
        quote: of.reason,
      };
  }
}

const weight = (event: { weight: number }) => ({ weight: event.weight });

const writers: { [T in ProposalEvent['type']]: Writer<T> } = {
  proposed: ({ proposal }) => ({
    intent: 'planned',
    key: 'event.proposed',
    params: {
      version: proposal.release.version,
      environment: proposal.environment,
    },
    quote: proposal.reason,
  }),
  commented: ({ text }) => ({
    intent: 'planned',
    key: 'event.commented',
    quote: text,
  }),
  voted: ({ decision }) => ({
    intent: decision.verdict === 'approve' ? 'positive' : 'critical',
    key: decision.verdict === 'approve' ? 'event.approved' : 'event.rejectedBy',
    level: decision.level,
    quote: decision.comment,
  }),
  'vote-withdrawn': line('invalid', 'event.voteWithdrawn'),
  revised: ({ fingerprint }) => ({
    intent: 'invalid',
    key: 'event.revised',
    code: shortHash(fingerprint.approval),
  }),
  tightened: ({ policyVersion }) => ({
    intent: 'caution',
    key: 'event.tightened',
    code: shortHash(policyVersion),
  }),
  'gates-checked': ({ gates }) => ({
    intent: gates.every(({ status }) => status === 'passed')
      ? 'positive'
      : 'waiting',
    key: 'event.gatesChecked',
    params: {
      passed: gates.filter(({ status }) => status === 'passed').length,
      total: gates.length,
    },
  }),
  blocked: ({ reasons }) => ({
    intent: 'caution',
    key: 'event.blocked',
    reasons,
  }),
  unblocked: line('positive', 'event.unblocked'),
  waiting: ({ reasons }) => ({
    intent: 'waiting',
    key: 'event.waiting',
    reasons,
  }),
  'execution-started': ({ attempt }) => ({
    intent: 'active',
    key: attempt > 1 ? 'event.restarted' : 'event.started',
    params: { attempt },
  }),
  'commit-intended': line('active', 'event.commitIntended'),
  committed: ({ commit }) => ({
    intent: 'active',
    key: 'event.committed',
    code: shortHash(commit),
  }),
  synced: ({ revision }) => ({
    intent: 'active',
    key: 'event.synced',
    code: shortHash(revision),
  }),
  'step-intended': event => ({
    intent: 'active',
    key: 'event.stepIntended',
    params: weight(event),
  }),
  'step-reached': event => ({
    intent: 'active',
    key: 'event.stepReached',
    params: weight(event),
  }),
  holding: ({ reasons }) => ({
    intent: 'waiting',
    key: 'event.holding',
    reasons,
  }),
  paused: line('waiting', 'event.paused'),
  resumed: line('active', 'event.resumed'),
  'full-traffic': line('active', 'event.fullTraffic'),
  succeeded: line('positive', 'event.succeeded'),
  'rollback-started': event => trigger(event.trigger),
  'revert-intended': line('caution', 'event.revertIntended'),
  reverted: ({ commit }) => ({
    intent: 'caution',
    key: 'event.reverted',
    code: shortHash(commit),
  }),
  'rolled-back': line('critical', 'event.rolledBack'),
  diverged: line('invalid', 'event.diverged'),
  'needs-human': ({ problem }) => ({
    intent: 'invalid',
    key: 'event.needsHuman',
    quote: problem,
  }),
  adopted: ({ reason }) => ({
    intent: 'caution',
    key: 'event.adopted',
    quote: reason,
  }),
  'restore-started': ({ reason }) => ({
    intent: 'caution',
    key: 'event.restoreStarted',
    quote: reason,
  }),
  'restore-intended': line('caution', 'event.restoreIntended'),
  restored: ({ commit }) => ({
    intent: 'caution',
    key: 'event.restored',
    code: shortHash(commit),
  }),
  'taken-over': line('active', 'event.takenOver'),
  rejected: line('critical', 'event.rejected'),
  withdrawn: ({ reason }) => ({
    intent: 'ended',
    key: 'event.withdrawn',
    quote: reason,
  }),
  expired: line('ended', 'event.expired'),
  superseded: line('ended', 'event.superseded'),
  'glass-broken': ({ incident, reason }) => ({
    intent: 'caution',
    key: 'event.glassBroken',
    params: { incident },
    quote: reason,
  }),
  reviewed: ({ comment }) => ({
    intent: 'positive',
    key: 'event.reviewed',
    quote: comment,
  }),
  refused: ({ command, reasons }) => ({
    intent: 'invalid',
    key: 'event.refused',
    command,
    reasons,
  }),
};

/** What a row of the log says. */
export function eventLine({ event }: LoggedEvent): EventLine {
  // Each writer takes the event of its own type, which the compiler cannot follow through the table.
  const write = writers[event.type] as (event: ProposalEvent) => EventLine;
  return write(event);
}
