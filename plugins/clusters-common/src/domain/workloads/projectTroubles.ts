import { asCount, asList, asObject, asText, asTime, RawObject } from '../raw';
import { ContainerTrouble } from '../workloadFacts';
import { internText } from './intern';

const MAX_TROUBLES = 16;
const MAX_WORD = 253;

/** Reasons to wait that belong to every start. */
const STARTING: ReadonlySet<string> = new Set([
  'ContainerCreating',
  'PodInitializing',
]);

/** Containers of a pod that are not well; undefined when all are. */
export function troublesOf(status: RawObject): ContainerTrouble[] | undefined {
  const troubles = [
    ...asList(status.initContainerStatuses),
    ...asList(status.containerStatuses),
  ]
    .flatMap(trouble)
    .slice(0, MAX_TROUBLES);
  return troubles.length ? troubles : undefined;
}

/**
 * What is wrong with one container. How it ended before counts while it does not run, and after an OOM kill,
 * which tells of a limit that is too small even when the container came back.
 */
function trouble(raw: unknown): ContainerTrouble[] {
  const fields = asObject(raw);
  const state = asObject(fields.state);
  const name = internText(asText(fields.name, MAX_WORD));
  const reason = asText(asObject(state.waiting).reason, MAX_WORD);
  const waiting = reason && !STARTING.has(reason) ? reason : undefined;
  const ended =
    endOf(state.terminated) ?? endOf(asObject(fields.lastState).terminated);
  const terminated =
    waiting || state.terminated !== undefined || ended?.reason === 'OOMKilled'
      ? ended
      : undefined;
  if (!name || (!waiting && !terminated)) {
    return [];
  }
  return [
    {
      name,
      ...(waiting && { waiting: internText(waiting) }),
      ...(terminated && { terminated }),
      restarts: asCount(fields.restartCount) ?? 0,
    },
  ];
}

/** How a container ended; undefined when it did not, or ended well. */
function endOf(raw: unknown): ContainerTrouble['terminated'] {
  const fields = asObject(raw);
  const exitCode = asCount(fields.exitCode);
  const reason = internText(asText(fields.reason, MAX_WORD));
  const at = asTime(fields.finishedAt);
  if ((!reason && exitCode === undefined) || exitCode === 0) {
    return undefined;
  }
  return {
    reason: reason ?? 'Error',
    ...(exitCode !== undefined && { exitCode }),
    ...(at && { at }),
  };
}
