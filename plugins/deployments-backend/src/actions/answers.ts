import {
  BoardView,
  Change,
  ProposalView,
  reasonText,
} from '@textloom/plugin-deployments-common';

/** A reader's words for the differences; more are on the page. */
const MAX_CHANGES = 50;

/** The board, or one service of it. */
export function boardOf({ services }: BoardView, only?: string) {
  return {
    services: services
      .filter(({ service }) => only === undefined || service === only)
      .map(({ service, cells }) => ({
        service,
        environments: cells.map(({ environment, running, open, newest }) => ({
          environment,
          ...(running?.version !== undefined && { version: running.version }),
          health: running?.health ?? 'unknown',
          open: open.map(({ id, version, state }) => ({
            proposal: id,
            version,
            state,
          })),
          ...(newest && {
            newest: { release: newest.release, version: newest.version },
          }),
        })),
      })),
  };
}

/** What would be deployed, and how far it is. */
export function proposalOf(view: ProposalView) {
  const { proposal, levels, gates, requestedBy, verification } = view;
  return {
    proposal: proposal.id,
    service: proposal.service,
    environment: proposal.environment,
    version: proposal.release.version,
    state: proposal.state,
    ...(proposal.execution && { weight: proposal.execution.weight }),
    requestedBy: requestedBy.name,
    changes: proposal.changes.slice(0, MAX_CHANGES).map(changeText),
    levels: levels.map(({ name, state, unlocks, seats }) => ({
      name,
      state,
      unlocks,
      seated: seats.flatMap(({ person }) => person?.name ?? []),
      open: seats.filter(({ person }) => !person).length,
    })),
    gates: gates.map(({ id, status }) => ({ gate: id, status })),
    waits: waitsOf(view),
    log: verification.state,
  };
}

/** Why it does not go on, and who could change that. */
export function explanationOf(view: ProposalView) {
  const { proposal, levels, fastest, freeze } = view;
  return {
    state: proposal.state,
    why: waitsOf(view),
    can: levels.flatMap(({ name, can }) =>
      can.map(person => ({ person: person.name, level: name })),
    ),
    cannot: levels.flatMap(({ name, cannot }) =>
      cannot.map(({ person, reasons }) => ({
        person: person.name,
        level: name,
        why: reasons.map(reasonText),
      })),
    ),
    fastest: fastest.map(({ name }) => name),
    ...(freeze && { freeze: `${freeze.name}: ${freeze.reason}` }),
  };
}

function waitsOf({ proposal }: ProposalView): string[] {
  const { reasons, execution } = proposal;
  return [...reasons, ...(execution?.waitingFor ?? [])].map(reasonText);
}

function changeText({ subject, object, before, after }: Change): string {
  const what = `${object}: ${subject.kind} ${subject.name}`;
  return `${what}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`;
}
