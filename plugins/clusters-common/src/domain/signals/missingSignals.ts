import { DAY, groupBy, HOUR, MINUTE } from '@textloom/kernel';
import { ClusterFacts } from '../facts';
import { count, finding } from '../finding';
import { Finding, ObjectRef } from '../health';
import { NodeCase, Scene } from '../nodeCase';
import { isLive } from '../sources';
import { SignalFacts } from '../sourceFacts';
import { afterTime } from '../workloads/common';
import { limitBeyond, signalDefinition, SIGNALS } from './definitions';
import { SIGNAL_IDS, SignalId } from './signalId';
import { signalIndex } from './signalIndex';

/** A signal that was measured and is not any more. */
export interface LostSignal {
  /** As it was measured last. */
  fact: SignalFacts;
  /** First moment without it, on the server's clock, in milliseconds. */
  lostAt: number;
  /** How many subjects its signal had before. */
  before: number;
}

/** What is remembered of the signals between two assessments. */
export interface SignalMemory {
  /** What Prometheus answered last while it was live. */
  current: readonly SignalFacts[];
  /** By what was measured. */
  lost: ReadonlyMap<string, LostSignal>;
}

/** One query that fails once proves nothing yet. */
const GONE_MS = 2 * MINUTE;
/** A data layer that nobody watches is remembered longer than a service that nobody calls any more. */
const rememberedMs = ({ signal }: SignalFacts) =>
  SIGNALS[signal].kind === 'Dependency' ? DAY : HOUR;
/** Subjects of one signal that are told one by one. */
const MAX_SUBJECTS = 10;

/** The memory after an answer. What Prometheus does not tell while it is silent is not gone. */
export function advanceSignals(
  previous: SignalMemory | undefined,
  facts: ClusterFacts,
  now: number,
): SignalMemory | undefined {
  const { signals } = facts;
  if (!signals || !isLive(facts, 'prometheus')) {
    return previous;
  }
  const before = signalIndex(previous?.current ?? []);
  const after = signalIndex(signals);
  const lost = new Map<string, LostSignal>();
  const subjects = new Set(facts.nodes.map(({ name }) => name));
  const keep = (key: string, item: LostSignal) => {
    const { signal, subject } = item.fact;
    const replaced = (after.counts.get(signal) ?? 0) >= item.before;
    const exists = SIGNALS[signal].kind !== 'Node' || subjects.has(subject);
    const fresh = now - item.lostAt < rememberedMs(item.fact);
    if (!after.byKey.has(key) && !replaced && exists && fresh) {
      lost.set(key, item);
    }
  };
  previous?.lost.forEach((item, key) => keep(key, item));
  if (previous && previous.current !== signals) {
    before.byKey.forEach((fact, key) =>
      keep(key, {
        fact,
        lostAt: now,
        before: before.counts.get(fact.signal) ?? 0,
      }),
    );
  }
  return { current: signals, lost };
}

/** Signals that were there and are gone, one by one, or counted where they are many. */
export function missingSignalFindings(
  memory: SignalMemory | undefined,
  cluster: string,
  cases: readonly NodeCase[],
  scene: Scene,
): Finding[] {
  if (!memory || memory.lost.size === 0) {
    return [];
  }
  const groups = new Map(cases.map(({ node, group }) => [node.name, group]));
  const bySignal = groupBy(memory.lost.values(), ({ fact }) => fact.signal);
  return SIGNAL_IDS.flatMap(signal => {
    const lost = bySignal.get(signal) ?? [];
    const all: Place = { object: { kind: 'Cluster', name: cluster } };
    return lost.length > MAX_SUBJECTS
      ? [missing(signal, lost, all, scene)]
      : lost.map(item =>
          missing(signal, [item], placeOf(item.fact, cluster, groups), scene),
        );
  });
}

interface Place {
  object: ObjectRef;
  group?: string;
}

function placeOf(
  { signal, subject, namespace }: SignalFacts,
  cluster: string,
  groups: ReadonlyMap<string, string>,
): Place {
  const { kind } = SIGNALS[signal];
  const group = kind === 'Node' ? groups.get(subject) : undefined;
  return {
    object: {
      kind,
      name: subject || cluster,
      ...(namespace && { namespace }),
    },
    ...(group !== undefined && { group }),
  };
}

/** What was beyond its limit when it was seen last may be so still: nobody knows. */
function missing(
  signal: SignalId,
  lost: readonly LostSignal[],
  { object, group }: Place,
  scene: Scene,
): Finding {
  const definition = signalDefinition(signal, scene.thresholds.signals);
  const wasBad = lost.some(({ fact }) => limitBeyond(definition, fact.value));
  const severity = wasBad ? 'unknown' : 'info';
  const lostAt = lost.reduce(
    (first, item) => Math.min(first, item.lostAt),
    scene.now,
  );
  const base = finding('signal-missing', severity, object, {
    ...(group !== undefined && { group }),
    value: count(lost.length),
    since: new Date(lostAt).toISOString(),
    evidence: `Prometheus ${signal}`,
    params: { signal, count: lost.length },
    qualifier: signal,
  });
  const lasting = definition.kind === 'Dependency' ? 'warning' : severity;
  return afterTime(base, GONE_MS, lasting, scene);
}
