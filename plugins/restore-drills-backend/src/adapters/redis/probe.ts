import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ProbeFacts } from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../service/ports';
import { serverIdentity } from '../process';
import { Copies, Copy } from './Copies';
import { DEFAULT_BIN, DEFAULT_KEEP_HOURS, RedisSettings } from './settings';
import { readSource } from './source';
import { CHECK_TOOLS, toolOf } from './tools';

const HOUR_MS = 3_600_000;
/** The first with logs of several files and a folder for them. */
const OLDEST = '7.0';

/**
 * Looks for the tools, the copy and the source, before anything is touched.
 *
 * @throws DrillProblem the first reason why a drill cannot be made.
 */
export async function probeRedis(
  context: DrillContext,
  settings: RedisSettings,
  copies: Copies,
): Promise<ProbeFacts> {
  const { bin = DEFAULT_BIN, runAs, connection } = settings;
  const { now, signal, store, directory } = context;
  await serverIdentity(runAs);
  const server = await toolOf(context, bin, 'redis-server');
  const tools = [server];
  const missing: string[] = [];
  for (const name of CHECK_TOOLS) {
    const tool = await toolOf(context, bin, name).catch(() => undefined);
    signal.throwIfAborted();
    if (tool) {
      tools.push(tool);
    } else {
      missing.push(name);
    }
  }
  const newest = await copies.choose({ kind: 'latest' }, now());
  assertReadable(newest, server.version);
  assertOfLate(newest, now(), settings.keepHours ?? DEFAULT_KEEP_HOURS);
  const source = connection && (await readSource(connection, now, signal));
  const bytes = newest.files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    tools,
    missing,
    sourceIdentity: source?.identity ?? `copies of ${store.id}`,
    sourceVersion: source?.version ?? newest.redis ?? 'unknown',
    ...(source && { clock: source.clock }),
    neededBytes: Math.ceil(bytes * 1.1),
    freeBytes: await freeBytes(dirname(directory)),
  };
}

/** @throws DrillProblem `wrong-version` when the server is older than that of the copy, or too old. */
function assertReadable({ redis = OLDEST }: Copy, version: string): void {
  const needed = isOlder(redis, OLDEST) ? OLDEST : redis;
  if (isOlder(version, needed)) {
    throw new DrillProblem({
      code: 'wrong-version',
      subject: 'redis-server',
      expected: needed,
      actual: version,
    });
  }
}

/** By the first two numbers: the form of the files changes with no other. */
function isOlder(version: string, than: string): boolean {
  const [[major, minor], [thanMajor, thanMinor]] = [version, than].map(text =>
    text.split('.').map(Number),
  );
  return major === thanMajor ? minor < thanMinor : major < thanMajor;
}

/** @throws DrillProblem `backup-too-old` when copies are kept for less time than the newest is old. */
function assertOfLate(
  { id, completedAt }: Copy,
  now: number,
  keepHours: number,
): void {
  const earliest = now - keepHours * HOUR_MS;
  if (completedAt < earliest) {
    throw new DrillProblem({
      code: 'backup-too-old',
      subject: id,
      expected: new Date(earliest).toISOString(),
      actual: new Date(completedAt).toISOString(),
    });
  }
}

/** @throws DrillProblem `not-configured` when the work directory is not there. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    throw new DrillProblem({
      code: 'not-configured',
      subject: 'workDirectory',
    });
  }
}
