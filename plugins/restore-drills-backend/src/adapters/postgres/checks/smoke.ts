import { Verification } from '@textloom/plugin-restore-drills-common';
import { withSession } from '../client';
import { PostgresConnection } from '../settings';
import { failed, passed } from './types';

const NAME = 'smoke';
const DEFAULT = 'SELECT 1';

/** The first business request to a restored server, in a transaction that is rolled back. */
export async function checkSmoke(
  target: PostgresConnection,
  request: string | undefined,
  signal: AbortSignal,
): Promise<Verification> {
  const sql = request ?? DEFAULT;
  try {
    const rows = await withSession(target, { signal }, async session => {
      await session.rows('BEGIN');
      const found = await session.rows(sql);
      await session.rows('ROLLBACK');
      return found.length;
    });
    return rows > 0 || !/^\s*(?:select|with|table)\b/i.test(sql)
      ? passed(NAME, sql, { actual: `${rows} rows` })
      : failed(NAME, sql, { code: 'restored-empty', actual: '0 rows' });
  } catch (error) {
    signal.throwIfAborted();
    const { code = '' } = error as { code?: string };
    return failed(NAME, sql, { code: 'smoke-failed', actual: code });
  }
}
