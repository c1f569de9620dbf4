import { NodeFacts, NodeUsage } from '../facts';
import { SignalFacts } from '../sourceFacts';
import { SignalId } from './signalId';

/** Identity of what is measured: signal, namespace and subject. */
function signalKey({ signal, namespace, subject }: SignalFacts): string {
  return JSON.stringify([signal, namespace ?? '', subject]);
}

interface SignalIndex {
  byKey: ReadonlyMap<string, SignalFacts>;
  /** Number of subjects. */
  counts: ReadonlyMap<SignalId, number>;
}

const indexes = new WeakMap<readonly SignalFacts[], SignalIndex>();

/** Signals by what is measured; made once for each answer of Prometheus, which never changes. */
export function signalIndex(signals: readonly SignalFacts[]): SignalIndex {
  const known = indexes.get(signals);
  if (known) {
    return known;
  }
  const byKey = new Map<string, SignalFacts>();
  const counts = new Map<SignalId, number>();
  for (const fact of signals) {
    byKey.set(signalKey(fact), fact);
    counts.set(fact.signal, (counts.get(fact.signal) ?? 0) + 1);
  }
  const index = { byKey, counts };
  indexes.set(signals, index);
  return index;
}

interface NodeShares {
  cpu?: SignalFacts;
  memory?: SignalFacts;
}

const shares = new WeakMap<
  readonly SignalFacts[],
  ReadonlyMap<string, NodeShares>
>();

/** What node_exporter measured of each node's CPU and memory; made once for each answer. */
function nodeShares(
  signals: readonly SignalFacts[],
): ReadonlyMap<string, NodeShares> {
  const known = shares.get(signals);
  if (known) {
    return known;
  }
  const byNode = new Map<string, NodeShares>();
  for (const fact of signals) {
    const { signal, subject } = fact;
    if (signal === 'node-cpu-used') {
      byNode.set(subject, { ...byNode.get(subject), cpu: fact });
    } else if (signal === 'node-memory-used') {
      byNode.set(subject, { ...byNode.get(subject), memory: fact });
    }
  }
  shares.set(signals, byNode);
  return byNode;
}

const isShare = ({ value }: SignalFacts) => value >= 0 && value <= 1;

/**
 * Usage of a node from its shares of CPU and memory; undefined unless both are measured. As old as the older.
 */
export function usageFromSignals(
  { name, capacity }: NodeFacts,
  signals: readonly SignalFacts[] | undefined,
): NodeUsage | undefined {
  const { cpu, memory } = (signals && nodeShares(signals).get(name)) ?? {};
  return cpu && memory && isShare(cpu) && isShare(memory)
    ? {
        cpuMillis: Math.ceil(cpu.value * capacity.cpuMillis),
        memoryBytes: Math.ceil(memory.value * capacity.memoryBytes),
        at: cpu.at < memory.at ? cpu.at : memory.at,
      }
    : undefined;
}
