import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { DATABASE, workALittle } from './database';
import { PostgresServer } from './PostgresServer';

const SWITCHES = 3;
const ARCHIVED_MS = 15_000;
const POLL_MS = 100;

/**
 * Takes one segment of the write-ahead log out of the archive, with others before and after it.
 *
 * @returns its name, and how it is brought back
 * @throws when the server does not archive
 */
export async function loseSegment(
  server: PostgresServer,
  { archive }: { archive: string },
): Promise<{ segment: string; bringBack(): Promise<void> }> {
  const client = await server.connect(DATABASE);
  try {
    const segments: string[] = [];
    for (let n = 0; n < SWITCHES; n += 1) {
      segments.push(await fillSegment(client));
    }
    await archived(archive, segments);
    const [, segment] = segments;
    const aside = `${archive}-lost`;
    await mkdir(aside, { recursive: true });
    await rename(join(archive, segment), join(aside, segment));
    return {
      segment,
      bringBack: () => rename(join(aside, segment), join(archive, segment)),
    };
  } finally {
    await client.end();
  }
}

/** Writes a little and has the server begin another segment; gives the one that is full. */
async function fillSegment(client: Client): Promise<string> {
  await workALittle(client);
  const { rows } = await client.query(
    'SELECT pg_walfile_name(pg_switch_wal()) AS segment',
  );
  return rows[0].segment;
}

async function archived(archive: string, segments: string[]): Promise<void> {
  const until = Date.now() + ARCHIVED_MS;
  for (;;) {
    const there = new Set(await readdir(archive));
    if (segments.every(segment => there.has(segment))) {
      return;
    }
    if (Date.now() > until) {
      throw new Error('The database does not archive its log');
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
