import { CommandContext, LiveFigures } from './context';
import { peopleIndex } from './directory';
import { shortName } from './eligibility';
import { LoggedEvent } from './events';
import { exposureSteps, ExposureStep } from './exposure';
import { frozen, nextFreeze } from './freezes';
import { permittingIncidents } from './glass';
import { levelViews, personView } from './levelViews';
import { Allowed, mineView } from './mine';
import { Proposal } from './proposal';
import { isUnsettled } from './settle';
import { fastestUnblock } from './satisfiability';
import { hasNotBegun, isActive, isOpen } from './states';
import { LogVerification, PersonView, ProposalView, StepView } from './views';

/** What a proposal's page is made of. */
export interface ProposalViewInput {
  proposal: Proposal;
  /** For the viewer. */
  ctx: CommandContext;
  allowed: Allowed;
  log: readonly LoggedEvent[];
  verification: LogVerification;
  live?: LiveFigures;
  /** Why there are no figures although there should be. */
  liveProblem?: string;
}

/** Everything that a proposal's page shows, for one viewer. */
export function proposalView(input: ProposalViewInput): ProposalView {
  const { proposal, ctx, allowed, log, verification } = input;
  const open = isOpen(proposal.state);
  const freeze = frozen(ctx.policy, proposal, ctx.now);
  const next = nextFreeze(ctx.policy, proposal, ctx.now);
  const view = nameOf(ctx);
  return {
    proposal,
    requestedBy: view(proposal.requestedBy),
    people: names(proposal, log, ctx),
    levels: levelViews(proposal, ctx),
    steps: stepViews(proposal),
    fastest: open ? fastestUnblock(proposal, ctx).map(personView) : [],
    ...(isUnsettled(proposal.state) && ctx.around.running
      ? { running: ctx.around.running }
      : {}),
    incidents: hasNotBegun(proposal.state) ? permittingIncidents(ctx) : [],
    gates: open ? ctx.around.gates : proposal.gates,
    ...(freeze
      ? {
          freeze: {
            name: freeze.freeze.name,
            reason: freeze.freeze.reason,
            until: freeze.until,
          },
        }
      : {}),
    ...(next
      ? { nextFreeze: { name: next.freeze.name, from: next.from } }
      : {}),
    mine: mineView(proposal, ctx, allowed),
    ...(input.live ? { live: input.live } : {}),
    ...(input.liveProblem === undefined
      ? {}
      : { liveProblem: input.liveProblem }),
    log,
    verification,
    generatedAt: ctx.now,
  };
}

function nameOf({ people }: CommandContext) {
  const index = peopleIndex(people);
  return (ref: string): PersonView => ({
    ref,
    name: index.find(ref)?.name ?? shortName(ref),
  });
}

/** Names of everybody whom the proposal or its log mentions, by the name that is used there. */
function names(
  proposal: Proposal,
  log: readonly LoggedEvent[],
  ctx: CommandContext,
): Record<string, string> {
  const refs = [
    proposal.requestedBy,
    ...proposal.involved.map(({ person }) => person),
    ...proposal.decisions.map(({ person }) => person),
    ...proposal.comments.map(({ person }) => person),
    ...log.map(({ actor }) => actor),
    ...(proposal.adoption ? [proposal.adoption.person] : []),
    ...(proposal.restoration ? [proposal.restoration.person] : []),
  ];
  const view = nameOf(ctx);
  return Object.fromEntries(
    [...new Set(refs)].map(ref => [ref, view(ref).name]),
  );
}

function stepViews(proposal: Proposal): StepView[] {
  return exposureSteps(proposal.policy.strategy).map((step, index) =>
    stepView(proposal, step, index),
  );
}

function stepView(
  { execution, state }: Proposal,
  { weight, soakMs }: ExposureStep,
  index: number,
): StepView {
  if (state === 'RolledBack' || state === 'Aborted') {
    return { weight, soakMs, state: 'later' };
  }
  if (!execution || (index > execution.step && isActive(state))) {
    const next = execution
      ? index === execution.step + 1 && execution.waitingFor.length > 0
      : index === 0 && isOpen(state);
    return { weight, soakMs, state: next ? 'waiting' : 'later' };
  }
  if (index > execution.step) {
    return { weight, soakMs, state: 'later' };
  }
  const done =
    index < execution.step || state === 'Soaking' || state === 'Succeeded';
  const since =
    index === execution.step && execution.heldSince !== undefined
      ? { since: execution.heldSince }
      : {};
  return { weight, soakMs, state: done ? 'done' : 'running', ...since };
}
