import {
  Proposal,
  ProposalState,
  reasonText,
  RollbackTrigger,
} from '@textloom/plugin-deployments-common';
import { ProposalChange } from '../../service/announcing';

/** Something that people should hear of. */
export interface News {
  /** References of people and groups, or whoever can vote next. */
  to: 'next' | readonly string[];
  topic: 'decide' | 'outcome' | 'emergency';
  title: string;
  description?: string;
  severity: 'critical' | 'high' | 'normal' | 'low';
}

interface Outcome {
  title: string;
  severity: News['severity'];
  /** Also the owning team, not only who asked. */
  team?: boolean;
}

/** States that whoever asked hears of. */
const OUTCOMES: Partial<Record<ProposalState, Outcome>> = {
  Blocked: { title: 'nobody can approve it', severity: 'high' },
  Rejected: { title: 'rejected', severity: 'normal' },
  Expired: { title: 'expired', severity: 'normal' },
  Succeeded: { title: 'deployed', severity: 'low' },
  Aborted: { title: 'stopped', severity: 'normal', team: true },
  RolledBack: { title: 'rolled back', severity: 'high', team: true },
  Diverged: {
    title: 'something else runs than was approved',
    severity: 'critical',
    team: true,
  },
  NeedsHuman: { title: 'needs a person', severity: 'critical', team: true },
  Adopted: { title: 'what runs was adopted', severity: 'normal', team: true },
  Restoring: { title: 'is being brought back', severity: 'normal', team: true },
};

/** What a change means for people; empty when it means nothing to anybody. */
export function newsOf({ before, after, events }: ProposalChange): News[] {
  const happened = new Set(events.map(({ type }) => type));
  const news: News[] = [];
  if (happened.has('glass-broken')) {
    news.push({
      to: [...groupsOf(after), after.owner],
      topic: 'emergency',
      title: 'deployed without approvals',
      description: after.breakGlass?.reason,
      severity: 'critical',
    });
  }
  const asksForVotes =
    after.state === 'Pending' &&
    (before?.state !== 'Pending' ||
      happened.has('revised') ||
      happened.has('voted') ||
      happened.has('vote-withdrawn'));
  if (asksForVotes) {
    news.push({
      to: 'next',
      topic: 'decide',
      title: happened.has('revised')
        ? 'changed since your approval'
        : 'waits for your approval',
      description: after.reason,
      severity: 'normal',
    });
  }
  const outcome = OUTCOMES[after.state];
  if (outcome && before?.state !== after.state) {
    news.push({
      to: [after.requestedBy, ...(outcome.team ? [after.owner] : [])].filter(
        isEntity,
      ),
      topic: 'outcome',
      title: outcome.title,
      description: describe(after),
      severity: outcome.severity,
    });
  }
  return news;
}

function describe(proposal: Proposal): string | undefined {
  const { adoption, reasons, restoration, state, execution } = proposal;
  if (state === 'Adopted' || state === 'Restoring') {
    return (adoption ?? restoration)?.reason;
  }
  const trigger = execution?.rollback?.trigger;
  if (trigger) {
    return triggerText(trigger);
  }
  return reasons.map(reasonText).join(' ') || undefined;
}

function triggerText(trigger: RollbackTrigger): string {
  switch (trigger.kind) {
    case 'error-rate':
      return `Error rate ${trigger.value} %, limit ${trigger.limit} %`;
    case 'p95':
      return `P95 ${trigger.value} ms, limit ${trigger.limit} ms`;
    case 'person':
      return trigger.reason;
    default:
      return trigger.message;
  }
}

function groupsOf({ policy, owner }: Proposal): string[] {
  const groups = policy.levels.flatMap(level =>
    level.groups.map(({ group }) => (group === 'owner' ? owner : group)),
  );
  return [...new Set(groups)];
}

/** Services and the portal itself read no notifications. */
function isEntity(ref: string): boolean {
  return /^(user|group):[^/]+\/.+$/.test(ref);
}
