import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
/** Folder of the databases of the portal that the journeys look at. */
const STATE = process.env.TEXTLOOM_STATE_DIR ?? join(ROOT, '.portal', 'state');
const DATABASE = join(STATE, 'deployments.sqlite');

/** Replaces a text in an event of a proposal's log, past the portal. */
export async function rewriteEvent(
  { proposal, type }: { proposal: string; type: string },
  before: string,
  after: string,
): Promise<{ sequence: number }> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(DATABASE, { timeout: 10_000 });
  try {
    const row = database
      .prepare(
        `UPDATE proposal_events SET event = replace(event, ?, ?)
         WHERE proposal = ? AND json_extract(event, '$.type') = ? AND instr(event, ?) > 0
         RETURNING sequence`,
      )
      .get(before, after, proposal, type, before);
    if (!row) throw new Error(`There is no ${type} with ${before}`);
    return { sequence: Number(row.sequence) };
  } finally {
    database.close();
  }
}

/** Runs `npm run verify-log` on the portal's database. */
export function verifyLog(): Promise<{ code: number | null; output: string }> {
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'scripts', 'bootstrap.mjs'),
      'verify-log',
      ...['--database', DATABASE],
      ...['--checkpoints', join(STATE, 'checkpoints')],
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const read = (text: Buffer) => {
    output += text;
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', code => done({ code, output }));
  });
}
