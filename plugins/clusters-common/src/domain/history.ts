import { MINUTE } from '@textloom/kernel';
import { Finding, RuleId } from './health';
import { NodeCase } from './nodeCase';
import { severityOrder } from './severity';
import { SignalMemory } from './signals/missingSignals';
import { Thresholds } from './thresholds';

/** What is remembered of a finding. Times are milliseconds since the epoch. */
interface Remembered {
  /** First seen without a gap. */
  seenAt: number;
  /** When it began, if an assessment before it saw that it was not there. */
  began?: string;
  /** The finding at its severest, and when that was last seen. */
  peak: Finding;
  peakAt: number;
  /** Last seen at any severity. */
  lastAt: number;
}

/** Memory between two assessments of one cluster: plain data, kept by the caller. */
export interface History {
  /** Whether the cluster was watched, so that what is new now began now. */
  watching: boolean;
  findings: ReadonlyMap<string, Remembered>;
  /** Times at which the Ready condition of a node changed, within the window of the flapping rule. */
  readyChanges: ReadonlyMap<string, readonly string[]>;
  /** Signals that were measured; absent before Prometheus answered. */
  signals?: SignalMemory;
}

/** The memory before the first assessment. */
export const NO_HISTORY: History = {
  watching: false,
  findings: new Map(),
  readyChanges: new Map(),
};

/** Rules whose facts jitter. What they found is kept until it has been gone for a while. */
const HELD: ReadonlySet<RuleId> = new Set([
  'node-cpu-high',
  'node-memory-high',
  'node-pods-high',
  'node-flapping',
  'group-no-spare-node',
  'group-no-spare-zone',
  'cluster-no-spare-node',
  'cluster-no-spare-zone',
  'api-server-slow',
  'signal-limit',
  'slo-burn',
]);

/** Rules that tell what holds at once, and are a fault only when it has held for a while. */
const LASTING: Partial<Record<RuleId, (limits: Thresholds) => number>> = {
  'group-no-spare-node': limits => limits.noSpareNodeMs,
  'group-no-spare-zone': limits => limits.noSpareNodeMs,
  'cluster-no-spare-node': limits => limits.noSpareNodeMs,
  'cluster-no-spare-zone': limits => limits.noSpareNodeMs,
  'api-server-slow': limits => limits.apiServerSlow.lastingMs,
};

/** Longest time that a clock may be ahead before a remembered moment is not believed. */
const MAX_AHEAD = MINUTE;

/**
 * Settles findings against the memory: gives each its beginning where the facts do not tell it, lets a
 * missing reserve be a warning only after its time, and holds what usage proved until it is gone for good.
 * `thresholdsOf` tells the limits of a node group, or of the cluster; `exists` whether the object of a
 * remembered finding is still there.
 */
export function advance(
  previous: History,
  found: readonly Finding[],
  now: number,
  thresholdsOf: (group?: string) => Thresholds,
  exists: (finding: Finding) => boolean,
): { findings: Finding[]; remembered: Map<string, Remembered> } {
  const remembered = new Map<string, Remembered>();
  const findings = found.map(item => {
    const thresholds = thresholdsOf(item.group);
    const before = usable(previous.findings.get(item.id), now);
    const memory = remember(before, item, now, previous.watching, thresholds);
    remembered.set(item.id, memory);
    return settle(item, memory, now, thresholds);
  });
  for (const [id, memory] of previous.findings) {
    const { peak, lastAt } = memory;
    const thresholds = thresholdsOf(peak.group);
    const held =
      !remembered.has(id) &&
      HELD.has(peak.rule) &&
      now - lastAt < thresholds.clearAfterMs &&
      usable(memory, now) !== undefined &&
      exists(peak);
    if (held) {
      remembered.set(id, memory);
      findings.push(settle(peak, memory, now, thresholds));
    }
  }
  return { findings, remembered };
}

function usable(memory: Remembered | undefined, now: number) {
  return memory && memory.lastAt <= now + MAX_AHEAD ? memory : undefined;
}

function remember(
  before: Remembered | undefined,
  item: Finding,
  now: number,
  watching: boolean,
  { clearAfterMs }: Thresholds,
): Remembered {
  if (!before) {
    const began = watching ? new Date(now).toISOString() : undefined;
    return { seenAt: now, began, peak: item, peakAt: now, lastAt: now };
  }
  const keepsPeak =
    severityOrder.compare(item.severity, before.peak.severity) < 0 &&
    now - before.peakAt < clearAfterMs;
  return {
    ...before,
    ...(!keepsPeak && { peak: item, peakAt: now }),
    lastAt: now,
  };
}

function settle(
  item: Finding,
  memory: Remembered,
  now: number,
  thresholds: Thresholds,
): Finding {
  const since = item.since ?? memory.began;
  const settled = since === undefined ? item : { ...item, since };
  const lasting = LASTING[item.rule]?.(thresholds) ?? 0;
  if (now - memory.seenAt < lasting) {
    return { ...settled, severity: 'info' };
  }
  return HELD.has(item.rule)
    ? { ...settled, severity: memory.peak.severity }
    : settled;
}

const NEVER: readonly string[] = [];

/** The Ready changes within the window, with what the nodes tell now. */
export function advanceReadyChanges(
  previous: History,
  cases: readonly NodeCase[],
  serverNow: number,
  windowMs: number,
): Map<string, readonly string[]> {
  const changes = new Map<string, readonly string[]>();
  const isRecent = (at: number) => serverNow - at < windowMs;
  for (const { node, traits } of cases) {
    const last = traits.readyChange;
    const known = previous.readyChanges.get(node.name) ?? NEVER;
    const recent = known.filter(time => isRecent(Date.parse(time)));
    if (last && isRecent(last.at) && !known.includes(last.time)) {
      recent.push(last.time);
    }
    if (recent.length) {
      changes.set(node.name, recent);
    }
  }
  return changes;
}
