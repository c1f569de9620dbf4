import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DrillContext, DrillProblem } from '../../service/ports';
import {
  childEnvironment,
  endProcesses,
  findProcesses,
  Identity,
  spawnServer,
} from '../process';
import { isUnreachable, withSession } from './client';
import { Layout, targetConnection } from './layout';
import { recoveryFacts, ServerLog, tellingLines } from './ServerLog';

/** How often it is looked whether the target is ready; the report says that it may be so much too long. */
const POLL_MS = 100;

/** What starts a target. */
export interface StartOptions {
  context: DrillContext;
  layout: Layout;
  identity: Identity;
  bin: string;
  database: string | undefined;
}

/**
 * Starts the target and waits until it can be written to. A server that an earlier attempt has left is ended first;
 * what it had replayed is not replayed again.
 *
 * @throws DrillProblem `did-not-start` when the server ended, `still-read-only` when it takes no writes.
 */
export async function startTarget(
  options: StartOptions,
): Promise<Record<string, string | number>> {
  const { context, layout, identity, bin } = options;
  await endProcesses(layout.data);
  context.log('starting the server');
  const log = new ServerLog(layout.log);
  const before = await log.next();
  const server = await spawnServer(
    join(bin, 'postgres'),
    serverArguments(layout),
    layout.log,
    {
      cwd: layout.directory,
      env: childEnvironment(layout.directory),
      identity,
      signal: context.signal,
    },
  );
  const lines = [...before];
  const follow = async () => {
    const next = await log.next();
    lines.push(...next);
    tellingLines(next).forEach(line => context.log(line));
  };
  try {
    for (;;) {
      context.signal.throwIfAborted();
      await follow();
      const exit = server.exit();
      if (exit) {
        await follow();
        throw new DrillProblem({
          code: 'did-not-start',
          ...lastWords(lines),
        });
      }
      if (await isReady(options)) {
        await follow();
        return {
          pid: server.pid,
          pollingMs: POLL_MS,
          ...recoveryFacts(lines),
        };
      }
      await sleep(POLL_MS);
    }
  } finally {
    server.release();
    if (context.signal.aborted) {
      await endProcesses(layout.data);
    }
  }
}

function serverArguments({ data, config, hba, ident }: Layout): string[] {
  return [
    '-D',
    data,
    ...Object.entries({
      config_file: config,
      data_directory: data,
      hba_file: hba,
      ident_file: ident,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Not while it replays: until that ends it lets nobody in. */
async function isReady({ context, database }: StartOptions): Promise<boolean> {
  let row: { recovering: boolean; closed: string };
  try {
    [row] = await withSession(
      targetConnection(context, database),
      { signal: context.signal },
      ({ rows }) =>
        rows<typeof row>(
          `SELECT pg_is_in_recovery() AS recovering,
                  current_setting('transaction_read_only') AS closed`,
        ),
    );
  } catch (error) {
    context.signal.throwIfAborted();
    // No socket yet, nobody listens, or the server says that it is not ready.
    if (isUnreachable(error)) {
      return false;
    }
    throw error;
  }
  if (!row.recovering && row.closed === 'on') {
    throw new DrillProblem({ code: 'still-read-only' });
  }
  return !row.recovering;
}

function lastWords(lines: readonly string[]): { actual?: string } {
  const line = tellingLines(lines)
    .filter(text => /^(?:FATAL|PANIC|ERROR):/.test(text))
    .pop();
  return line === undefined ? {} : { actual: line.slice(0, 300) };
}

/** Starts the target where it does not run any more, e.g. because the machine was restarted in between. */
export async function ensureRunning(options: StartOptions): Promise<void> {
  const { context, layout } = options;
  const pid = await readFile(join(layout.data, 'postmaster.pid'), 'utf8').catch(
    () => '',
  );
  const running = (await findProcesses(layout.data)).some(
    found => String(found.pid) === pid.split('\n')[0],
  );
  if (!running) {
    context.log('the server is gone: starting it again');
    await startTarget(options);
  }
}
