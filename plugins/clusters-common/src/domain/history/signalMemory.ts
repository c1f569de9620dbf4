import { DAY } from '@textloom/kernel';
import { isSignalId } from '../signals/definitions';
import { LostSignal, SignalMemory } from '../signals/missingSignals';
import { SignalFacts } from '../sourceFacts';
import { entries, isRecord, isText, isTime, items } from './guards';

/** The memory of signals as it is written; undefined when there is none. */
export function signalsToText(memory: SignalMemory | undefined) {
  return memory && { current: memory.current, lost: [...memory.lost] };
}

/**
 * Reads the memory of signals, without what makes no sense; undefined when none was written.
 *
 * @param now - In milliseconds since the epoch. What is said to be lost far later is not believed: it would be
 * remembered for ever.
 */
export function signalsFromText(
  raw: unknown,
  now: number,
): SignalMemory | undefined {
  if (!isRecord(raw)) {
    return undefined;
  }
  const isLost = (value: unknown): value is LostSignal =>
    isRecord(value) &&
    isSignalFacts(value.fact) &&
    [value.lostAt, value.before].every(Number.isFinite) &&
    Number(value.lostAt) <= now + DAY;
  return {
    current: items(raw.current, isSignalFacts),
    lost: new Map(entries(raw.lost, isLost)),
  };
}

function isSignalFacts(value: unknown): value is SignalFacts {
  return (
    isRecord(value) &&
    isText(value.signal) &&
    isSignalId(value.signal) &&
    isText(value.subject) &&
    (value.namespace === undefined || isText(value.namespace)) &&
    Number.isFinite(value.value) &&
    isTime(value.at)
  );
}
