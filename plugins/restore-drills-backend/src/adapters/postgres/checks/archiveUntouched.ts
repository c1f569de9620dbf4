import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  historyName,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import { withSession } from '../client';
import { Layout } from '../layout';
import { CheckInput, failed, passed } from './types';

const NAME = 'archive-untouched';
const METHOD =
  'archive_mode of the restored server, and its timeline in the archive of the source';

/** Looks into an archive by the name of a history; undefined when it is not there. */
export type HistoryReader = (name: string) => Promise<string | undefined>;

/** That the restored server archives nothing, and has archived nothing where the source does. */
export async function checkArchiveUntouched(
  { context, target }: CheckInput,
  { data }: Layout,
  readHistoryOf: HistoryReader,
): Promise<Verification> {
  const facts = await withSession(
    target,
    { signal: context.signal },
    async ({ rows }) => {
      const [row] = await rows<{ mode: string; timeline: number }>(
        `SELECT current_setting('archive_mode') AS mode,
                ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int AS timeline`,
      );
      return row;
    },
  );
  const name = historyName(facts.timeline);
  const own = await readFile(join(data, 'pg_wal', name), 'utf8').catch(
    () => undefined,
  );
  const there = await readHistoryOf(name);
  const written = own !== undefined && own === there;
  return facts.mode === 'off' && !written
    ? passed(NAME, METHOD, { expected: 'off', actual: facts.mode })
    : failed(NAME, METHOD, {
        code: 'archive-written-by-target',
        subject: written ? name : 'archive_mode',
        expected: 'off',
        actual: facts.mode,
      });
}

/** Reads histories of an archive in a folder. */
export function historiesIn(folder: string): HistoryReader {
  return async name => {
    const names = await readdir(folder).catch((): string[] => []);
    return names.includes(name)
      ? readFile(join(folder, name), 'utf8')
      : undefined;
  };
}
