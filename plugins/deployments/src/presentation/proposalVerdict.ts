import { Intent } from '@textloom/ui';
import {
  ProposalView,
  RollbackTrigger,
} from '@textloom/plugin-deployments-common';
import { NameOf } from '../text/names';
import { Say } from '../text/say';
import { twoDecimals } from '../text/twoDecimals';
import { canaryVerdict } from './canary';
import { levelName } from './ladder';
import { stateLook } from './states';

/** The page's answer. */
export interface ProposalVerdict {
  intent: Intent;
  sentence: string;
}

function pending(view: ProposalView, say: Say): string {
  const { vote } = view.mine;
  const mine = vote.ok
    ? view.levels.find(({ index }) => index === vote.level)
    : undefined;
  if (mine)
    return say('verdict.pendingYou', { level: levelName(mine, say, 'inside') });
  const level = view.levels.find(({ state }) =>
    ['open', 'void'].includes(state),
  );
  if (!level) return say('verdict.ready');
  return say('verdict.pending', {
    level: levelName(level, say),
    count: level.seats.filter(({ person }) => !person).length,
  });
}

function executing(view: ProposalView, say: Say, nameOf: NameOf): string {
  const { execution, policy, release } = view.proposal;
  const weight = execution?.weight ?? 0;
  if (execution?.pausedBy) {
    return say('verdict.paused', { who: nameOf(execution.pausedBy), weight });
  }
  if (policy.strategy.kind !== 'canary' || weight === 0) {
    return say('verdict.executing', { version: release.version });
  }
  const verdict = view.live
    ? canaryVerdict(view.live, policy.limits)
    : 'unknown';
  return say(`verdict.${verdict}`, { weight });
}

function rolledBack(
  trigger: RollbackTrigger | undefined,
  before: { version: string },
  say: Say,
): string {
  switch (trigger?.kind) {
    case 'error-rate': {
      const value = twoDecimals(trigger.value);
      const { limit } = trigger;
      return say('verdict.rolledBackErrors', { ...before, value, limit });
    }
    case 'p95': {
      const value = Math.round(trigger.value);
      const { limit } = trigger;
      return say('verdict.rolledBackP95', { ...before, value, limit });
    }
    case 'health':
      return say('verdict.rolledBackHealth', before);
    default:
      return say('verdict.rolledBack', before);
  }
}

function sentence(view: ProposalView, say: Say, nameOf: NameOf): string {
  const { proposal } = view;
  const { version } = proposal.release;
  const before = {
    version: proposal.baseline?.version ?? say('verdict.before'),
  };
  switch (proposal.state) {
    case 'Pending':
      return pending(view, say);
    case 'Executing':
      return executing(view, say, nameOf);
    case 'Blocked':
      return say('verdict.blocked');
    case 'Waiting':
      return say('verdict.waiting');
    case 'Soaking': {
      const fullAt = proposal.execution?.fullAt ?? proposal.updatedAt;
      const until = say.when(fullAt + proposal.policy.soakMs);
      return say('verdict.soaking', { version, until });
    }
    case 'Restoring':
      return say('verdict.restoring', { version });
    case 'Adopted': {
      const who = nameOf(proposal.adoption?.person ?? 'portal');
      return say('verdict.adopted', { who, version });
    }
    case 'RollingBack':
      return say('verdict.rollingBack', before);
    case 'Succeeded': {
      const when = say.when(proposal.endedAt ?? proposal.updatedAt);
      return say('verdict.succeeded', { version, when });
    }
    case 'Rejected':
      return say('verdict.rejected');
    case 'Withdrawn':
      return say('verdict.withdrawn');
    case 'Expired':
      return say('verdict.expired');
    case 'Superseded':
      return say('verdict.superseded');
    case 'Aborted':
      return say('verdict.aborted', before);
    case 'RolledBack':
      return rolledBack(proposal.execution?.rollback?.trigger, before, say);
    case 'Diverged':
      return say('verdict.diverged');
    default:
      return say('verdict.needsHuman');
  }
}

/** What is so with a proposal, in one sentence. */
export function proposalVerdict(
  view: ProposalView,
  say: Say,
  nameOf: NameOf,
): ProposalVerdict {
  const { intent } = stateLook({
    state: view.proposal.state,
    weight: view.proposal.execution?.weight,
    paused: view.proposal.execution?.pausedBy !== undefined,
  });
  return { intent, sentence: sentence(view, say, nameOf) };
}
