import { Problem } from '@textloom/plugin-restore-drills-common';
import { DrillContext } from '../../service/ports';
import { Session } from './client';
import { digestOf } from './digest';
import { SampledKey } from './manifest';

/** Keys that are looked at where the copy names none. */
export const SAMPLE_KEYS = 200;
/** Bigger values are left out: the check must be short. */
const MOST_BYTES = 4 << 20;
/** Of the drill's own, in the restored server only. */
const SCRATCH = 'drill:sample';

/** What was looked at, and the first thing that is wrong. */
export interface SampleResult {
  keys: number;
  problem?: Problem;
}

/** Compares keys with what they were when the copy was made. One whose time is over by now may be gone. */
export async function compareSample(
  { signal, now }: DrillContext,
  session: Session,
  sample: readonly SampledKey[],
): Promise<SampleResult> {
  for (const { key, type, digest, expiresAt } of sample) {
    signal.throwIfAborted();
    const found = await digestOf(session, Buffer.from(key, 'base64'));
    const over = expiresAt !== undefined && expiresAt <= now();
    if (found ? found.digest !== digest || found.type !== type : !over) {
      const problem: Problem = {
        code: 'check-failed',
        subject: 'key-sample',
        expected: `${type} ${digest.slice(0, 16)}`,
        actual: found ? `${found.type} ${found.digest.slice(0, 16)}` : 'none',
      };
      return { keys: sample.length, problem };
    }
  }
  return { keys: sample.length };
}

/**
 * Looks at some keys by themselves: each is written out and read in again under another name, by which the server
 * checks its inner structure, and must then hold the same.
 */
export async function checkSample(
  { signal }: DrillContext,
  session: Session,
): Promise<SampleResult> {
  let keys = 0;
  for (const [database, key] of await someKeys(session, signal)) {
    signal.throwIfAborted();
    await session.call('SELECT', String(database));
    const said = await roundTrip(session, key);
    if (said !== undefined) {
      const problem: Problem = {
        code: 'check-failed',
        subject: 'key-sample',
        expected: 'the same value',
        actual: said,
      };
      return { keys, problem };
    }
    keys += 1;
  }
  await session.call('SELECT', '0');
  return { keys };
}

/** Names of keys of all databases, with the database of each. */
async function someKeys(
  session: Session,
  signal: AbortSignal,
): Promise<[number, Buffer][]> {
  const text = await session.call<string>('INFO', 'keyspace');
  const databases = [...text.matchAll(/^db(\d+):/gm)].map(match =>
    Number(match[1]),
  );
  const found: [number, Buffer][] = [];
  for (const database of databases) {
    await session.call('SELECT', String(database));
    const most = found.length + Math.ceil(SAMPLE_KEYS / databases.length);
    let cursor = '0';
    do {
      signal.throwIfAborted();
      const [next, names] = await session.bytes<[Buffer, Buffer[]]>(
        'SCAN',
        cursor,
        'COUNT',
        '100',
      );
      cursor = next.toString();
      const room = most - found.length;
      found.push(
        ...names
          .slice(0, room)
          .map((name): [number, Buffer] => [database, name]),
      );
    } while (cursor !== '0' && found.length < most);
  }
  return found;
}

/** What is wrong; undefined when nothing is, or the key is gone or too big. */
async function roundTrip(
  session: Session,
  key: Buffer,
): Promise<string | undefined> {
  const bytes = await session.call<number | null>('MEMORY', 'USAGE', key);
  if (bytes === null || bytes > MOST_BYTES) {
    return undefined;
  }
  const payload = await session.bytes<Buffer | null>('DUMP', key);
  const before = await digestOf(session, key);
  if (payload === null || !before) {
    return undefined;
  }
  try {
    await session.call('RESTORE', SCRATCH, '0', payload, 'REPLACE');
    const after = await digestOf(session, Buffer.from(SCRATCH));
    return after?.digest === before.digest ? undefined : 'another value';
  } catch (error) {
    return String((error as Error).message).slice(0, 200);
  } finally {
    await session.call('DEL', SCRATCH);
  }
}
