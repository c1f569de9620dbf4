import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const POLL_MS = 25;
const ASK_MS = 1_000;
const GONE_MS = 15_000;

/** A process of this machine. */
export interface FoundProcess {
  pid: number;
  /** Arguments, separated by spaces. */
  command: string;
}

interface Row extends FoundProcess {
  parent: number;
  /** Where it works; unknown for processes of others. */
  folder?: string;
}

/**
 * Processes that have a path in their arguments or work inside of it: a server's children often show other arguments
 * than those that it was started with. Never the caller itself.
 */
export async function findProcesses(path: string): Promise<FoundProcess[]> {
  const rows = await allProcesses();
  return rows
    .filter(
      ({ pid, command, folder }) =>
        pid !== process.pid &&
        (names(command, path) || (folder !== undefined && names(folder, path))),
    )
    .map(({ pid, command }) => ({ pid, command }));
}

/** Ends a process with all its descendants, and waits until they are gone. */
export async function killTree(pid: number): Promise<void> {
  const rows = await allProcesses();
  const doomed = [pid];
  for (const parent of doomed) {
    doomed.push(
      ...rows.filter(row => row.parent === parent).map(row => row.pid),
    );
  }
  // A zombie that nobody reaps has ended, though a signal to it still succeeds.
  await endAll(async () =>
    (await allProcesses()).filter(row => doomed.includes(row.pid)),
  );
}

/** Ends what {@link findProcesses} finds until there is nothing; gives what was there. */
export async function endProcesses(path: string): Promise<FoundProcess[]> {
  const found = await findProcesses(path);
  await endAll(() => findProcesses(path));
  return found;
}

/**
 * Asks first, by the signal on which a server gives back what the system lends it (shared memory, sockets) but saves
 * nothing; kills what is still there a second later.
 */
async function endAll(left: () => Promise<FoundProcess[]>): Promise<void> {
  const attempts = GONE_MS / POLL_MS;
  const asked = new Set<number>();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const doomed = await left();
    if (doomed.length === 0) {
      return;
    }
    for (const { pid } of doomed) {
      if (!asked.has(pid)) {
        send(pid, 'SIGQUIT');
        asked.add(pid);
      } else if (attempt * POLL_MS >= ASK_MS) {
        send(pid, 'SIGKILL');
      }
    }
    await sleep(POLL_MS);
  }
  throw new Error('A process could not be ended');
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

/** A path that goes on with more of a name is another path. */
function names(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
    if (!/[\w.-]/.test(text[at + path.length] ?? '')) {
      return true;
    }
  }
  return false;
}

async function allProcesses(): Promise<Row[]> {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

async function fromProc(): Promise<Row[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const rows = await Promise.all(pids.map(readProc));
  return rows.filter(row => row !== undefined);
}

async function readProc(pid: string): Promise<Row | undefined> {
  try {
    const [command, stat] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    // After the name, which is in brackets and may hold anything: state and parent.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X'
      ? undefined
      : {
          pid: Number(pid),
          parent: Number(parent),
          command: command.split('\0').join(' ').trim(),
          folder: folder?.replace(/ \(deleted\)$/, ''),
        };
  } catch {
    // It has ended in the meantime.
    return undefined;
  }
}

async function fromPs(): Promise<Row[]> {
  const { stdout } = await execute(
    'ps',
    ['-axww', '-o', 'pid=,ppid=,stat=,args='],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  return stdout.split('\n').flatMap(line => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
    return match && !match[3].startsWith('Z')
      ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[4] }]
      : [];
  });
}
