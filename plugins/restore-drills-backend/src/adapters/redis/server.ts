import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DrillContext, DrillProblem } from '../../service/ports';
import { give } from '../postgres/copyTree';
import {
  childEnvironment,
  endProcesses,
  findProcesses,
  Identity,
  spawnServer,
} from '../process';
import { infoOf, Session, withSession } from './client';
import { AOF_FOLDER, Layout, RDB_FILE } from './layout';
import { RedisConnection } from './settings';

/** How often it is looked whether the target is ready; the report says that it may be so much too long. */
const POLL_MS = 50;
const LOG_TAIL = 64 * 1024;
/** A source may have more than the 16 that are usual; one that is not used costs next to nothing. */
const DATABASES = 1_024;

type Facts = Record<string, string | number>;

/** What starts a target. */
export interface StartOptions {
  context: DrillContext;
  layout: Layout;
  identity: Identity;
  bin: string;
}

/** The restored server, on its own socket. */
export function targetConnection({ target }: DrillContext): RedisConnection {
  return { socket: String(target.address) };
}

/**
 * Writes all settings of the target. It listens on its socket alone, follows no other server, is in no cluster and
 * saves nothing; nothing of the source's own configuration is used, which could name both.
 */
export async function writeConfig(
  { data, config }: Layout,
  identity: Identity,
  options: { socket: string; appendOnly: boolean },
): Promise<void> {
  const lines = [
    'port 0',
    'tls-port 0',
    `unixsocket "${options.socket}"`,
    'unixsocketperm 700',
    `dir "${data}"`,
    `dbfilename ${RDB_FILE}`,
    `appendonly ${options.appendOnly ? 'yes' : 'no'}`,
    `appenddirname ${AOF_FOLDER}`,
    'appendfilename appendonly.aof',
    'aof-load-truncated yes',
    'auto-aof-rewrite-percentage 0',
    'save ""',
    'cluster-enabled no',
    `databases ${DATABASES}`,
    'maxmemory 0',
    'daemonize no',
    // By its title it could not be found any more.
    'set-proc-title no',
    'always-show-logo no',
    'logfile ""',
    'enable-debug-command no',
    'enable-module-command no',
    'sanitize-dump-payload yes',
  ];
  await writeFile(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  await give(config, identity);
}

/**
 * Starts the target and waits until it has loaded its data and can be written to. A server that an earlier attempt has
 * left is ended first.
 *
 * @throws DrillProblem `did-not-start` when the server ended, `still-read-only` when it follows another.
 */
export async function startTarget(options: StartOptions): Promise<Facts> {
  const { context, layout, identity, bin } = options;
  await endProcesses(layout.data);
  context.log('starting the server');
  const server = await spawnServer(
    join(bin, 'redis-server'),
    [layout.config, '--dir', layout.data],
    layout.log,
    {
      cwd: layout.directory,
      env: childEnvironment(layout.directory),
      identity,
      signal: context.signal,
    },
  );
  try {
    for (;;) {
      context.signal.throwIfAborted();
      if (server.exit()) {
        throw new DrillProblem({
          code: 'did-not-start',
          ...(await lastWords(layout)),
        });
      }
      if (await isReady(context)) {
        return { pid: server.pid, pollingMs: POLL_MS };
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

async function isReady(context: DrillContext): Promise<boolean> {
  let info: ReadonlyMap<string, string>;
  try {
    info = await withSession(
      targetConnection(context),
      { signal: context.signal },
      session => infoOf(session, 'persistence', 'replication'),
    );
  } catch {
    context.signal.throwIfAborted();
    // No socket yet, or it is going away: then it is seen that it has ended.
    return false;
  }
  if (info.get('loading') !== '0') {
    const [done, total] = ['loading_loaded_bytes', 'loading_total_bytes'].map(
      name => Number(info.get(name)),
    );
    if (done >= 0 && total > 0) {
      context.progress(Math.min(done, total), total);
    }
    return false;
  }
  if (info.get('role') !== 'master') {
    throw new DrillProblem({ code: 'still-read-only' });
  }
  return true;
}

/** What the server has said last of why it ends, without its time and process. */
async function lastWords({ log }: Layout): Promise<{ actual?: string }> {
  const lines = (await tailOf(log))
    .split('\n')
    .map(line => /^\d+:\w .*? [.*#-] (.*)$/.exec(line)?.[1])
    .filter(line => line !== undefined);
  const [telling] = lines
    .filter(line =>
      /fatal|error|wrong|bad|unexpected|unrecog|can't/i.test(line),
    )
    .slice(-1);
  const words = telling ?? lines.at(-1);
  return words === undefined ? {} : { actual: words.slice(0, 300) };
}

async function tailOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - LOG_TAIL);
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(LOG_TAIL),
      0,
      LOG_TAIL,
      from,
    );
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A session to the target, which is started where it does not run any more: the machine may have been restarted. */
export async function withTarget<T>(
  options: StartOptions,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const { context, layout } = options;
  if ((await findProcesses(layout.data)).length === 0) {
    context.log('the server is gone: starting it again');
    await startTarget(options);
  }
  return withSession(
    targetConnection(context),
    { signal: context.signal },
    act,
  );
}
