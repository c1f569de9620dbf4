import { DAY, MINUTE } from '@textloom/kernel';
import { Finding } from '../health';
import { History, NO_HISTORY } from '../history';
import { entries, isRecord, isText, isTime } from './guards';
import { GAP_AFTER_MS } from './rows';
import { signalsFromText, signalsToText } from './signalMemory';

type Memory = History['findings'] extends ReadonlyMap<string, infer T>
  ? T
  : never;

/** Form of the text; another one is not read. */
const VERSION = 1;
/** What is older tells nothing of now, in milliseconds. */
const USABLE_MS = DAY;

/** The memory between two assessments as text. */
export function writeMemory(history: History): string {
  return JSON.stringify({
    version: VERSION,
    watching: history.watching,
    findings: [...history.findings],
    readyChanges: [...history.readyChanges],
    signals: signalsToText(history.signals),
  });
}

/**
 * Reads a memory. What cannot be used is dropped: undefined, or without the entries that make no sense.
 *
 * @param at - When it was written, in milliseconds since the epoch. After a pause in which nobody watched, what
 * is new did not begin now.
 */
export function readMemory(
  text: string,
  at: number,
  now: number,
): History | undefined {
  const raw = parsed(text);
  if (
    !isRecord(raw) ||
    raw.version !== VERSION ||
    now - at > USABLE_MS ||
    at > now + MINUTE
  ) {
    return undefined;
  }
  return {
    ...NO_HISTORY,
    watching: raw.watching === true && now - at <= GAP_AFTER_MS,
    findings: new Map(entries(raw.findings, isMemory)),
    readyChanges: new Map(entries(raw.readyChanges, isTimes)),
    signals: signalsFromText(raw.signals, now),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMemory(value: unknown): value is Memory {
  return (
    isRecord(value) &&
    [value.seenAt, value.peakAt, value.lastAt].every(Number.isFinite) &&
    (value.began === undefined || isTime(value.began)) &&
    isFinding(value.peak)
  );
}

function isFinding(value: unknown): value is Finding {
  return (
    isRecord(value) &&
    [value.id, value.rule, value.evidence].every(isText) &&
    isText(value.severity) &&
    isSeverity(value.severity) &&
    isRecord(value.object) &&
    isText(value.object.kind) &&
    isText(value.object.name) &&
    isRecord(value.params)
  );
}

function isSeverity(value: string): value is Finding['severity'] {
  const severities: string[] = [
    'info',
    'unknown',
    'warning',
    'degraded',
    'critical',
  ];
  return severities.includes(value);
}

function isTimes(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isTime);
}
