import { Verification } from '@textloom/plugin-restore-drills-common';
import { failed, passed } from '../postgres/checks/types';
import { Session } from './client';

const SCRATCH = 'drill:smoke';
const METHOD = `DBSIZE, RANDOMKEY and its TYPE, then SET, GET and DEL of ${SCRATCH}`;

/** The first request: a key is read, and one is written and taken away again. */
export async function smokeOf(session: Session): Promise<Verification> {
  try {
    const keys = await countAll(session);
    if (keys === 0) {
      return failed('smoke', METHOD, { code: 'restored-empty', actual: '0' });
    }
    const type = await someType(session);
    await session.call('SET', SCRATCH, 'written');
    const read = await session.call('GET', SCRATCH);
    await session.call('DEL', SCRATCH);
    return type !== undefined && read === 'written'
      ? passed('smoke', METHOD, { actual: `${keys} keys` })
      : failed('smoke', METHOD, { code: 'smoke-failed', actual: String(type) });
  } catch (error) {
    const [actual] = String((error as Error).message).split(' ', 1);
    return failed('smoke', METHOD, { code: 'smoke-failed', actual });
  }
}

async function countAll(session: Session): Promise<number> {
  const text = await session.call<string>('INFO', 'keyspace');
  const databases = [...text.matchAll(/^db(\d+):keys=(\d+)/gm)];
  if (databases.length > 0) {
    await session.call('SELECT', databases[0][1]);
  }
  return databases.reduce((sum, [, , keys]) => sum + Number(keys), 0);
}

/** Type of any key; undefined when all that were tried have expired. */
async function someType(session: Session): Promise<string | undefined> {
  const key = await session.bytes<Buffer | null>('RANDOMKEY');
  const type = key === null ? 'none' : await session.call<string>('TYPE', key);
  return type === 'none' ? undefined : type;
}
