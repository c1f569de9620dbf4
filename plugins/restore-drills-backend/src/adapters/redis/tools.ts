import { access, constants, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Tool } from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../service/ports';
import { childEnvironment, Identity, run } from '../process';
import { AOF_FOLDER, AOF_MANIFEST, Layout, RDB_FILE } from './layout';
import { isTorn } from './torn';

/** Tools without which some checks are left out. */
export const CHECK_TOOLS = ['redis-check-rdb', 'redis-check-aof'] as const;
export type CheckTool = (typeof CHECK_TOOLS)[number];

const TOOL_MS = 10_000;
/** A log that breaks off earlier than that before its end is damaged, whatever it looks like. */
const MOST_TORN = 1 << 20;

/**
 * A tool with its version. `redis-check-aof` before 7.2 has no way to be asked; it is then said to be there.
 *
 * @throws DrillProblem `tool-missing` when it is not there or does not run.
 */
export async function toolOf(
  { directory, signal }: Pick<DrillContext, 'directory' | 'signal'>,
  bin: string,
  name: 'redis-server' | CheckTool,
): Promise<Tool> {
  const path = join(bin, name);
  try {
    await access(path, constants.X_OK);
    const { code, stdout } = await run(path, ['--version'], {
      cwd: '/',
      env: childEnvironment(dirname(directory)),
      signal,
      timeoutMs: TOOL_MS,
    });
    const version = /\d+\.\d+(?:\.\d+)*/.exec(stdout)?.[0];
    if (code === 0 && version !== undefined) {
      return { name, version };
    }
    if (name === 'redis-check-aof' && code !== null) {
      return { name, version: 'unknown' };
    }
  } catch {
    signal.throwIfAborted();
  }
  throw new DrillProblem({ code: 'tool-missing', subject: name });
}

/** What a tool has said of the restored files. */
export interface ToolReport {
  /** Whether it found them in order. */
  ok: boolean;
  /** Its words of what is wrong. */
  said?: string;
  /** The file that it was reading then, by its path in the copy. */
  file?: string;
  /** Bytes of that file that it found in order; of a log only. */
  okBytes?: number;
  /** Keys of the snapshot, of them with an expiry, of them expired by now. */
  keys?: { read: number; expiring: number; expired: number };
}

/** Lets a tool read the restored files. It is never told to repair them: that drops what comes after the fault. */
export async function checkFiles(
  { signal, log }: DrillContext,
  { data, directory }: Layout,
  tool: CheckTool,
  options: { bin: string; identity: Identity; files: readonly string[] },
): Promise<ToolReport & { tornBytes?: number }> {
  const file =
    tool === 'redis-check-rdb' ? RDB_FILE : join(AOF_FOLDER, AOF_MANIFEST);
  const lines: string[] = [];
  const { code } = await run(join(options.bin, tool), [join(data, file)], {
    cwd: data,
    env: childEnvironment(directory),
    identity: options.identity,
    signal,
    onLine(line) {
      lines.push(line);
      if (!/AUX FIELD|Selecting DB/.test(line)) {
        log(`${tool}: ${line}`);
      }
    },
  });
  const report = reportOf(code, lines, options.files);
  const torn =
    report.file !== undefined && report.file === options.files.at(-1)
      ? await tornBytes(join(data, report.file), report.okBytes)
      : undefined;
  return { ...report, ...(torn !== undefined && { tornBytes: torn }) };
}

/**
 * Reads what a tool says.
 *
 * @param files - paths in the copy.
 */
export function reportOf(
  code: number | null,
  lines: readonly string[],
  files: readonly string[],
): ToolReport {
  const found = (what: RegExp) =>
    lines.flatMap(line => what.exec(line)?.slice(1, 2) ?? []).pop();
  const read = found(/^\[info\] (\d+) keys read/);
  const keys = read !== undefined && {
    read: Number(read),
    expiring: Number(found(/^\[info\] (\d+) expires/) ?? 0),
    expired: Number(found(/^\[info\] (\d+) already expired/) ?? 0),
  };
  if (code === 0) {
    return { ok: true, ...(keys && { keys }) };
  }
  const at = lines.findIndex(line => line.startsWith('--- RDB ERROR'));
  const said =
    (at >= 0 ? lines[at + 1] : found(/^0x\s*[0-9a-f]+: (.*)$/i)) ??
    lines.at(-1) ??
    `code ${code}`;
  const named = found(/(?:filename=|Checking RDB file )([^\s,]+)/);
  const file = files.find(path => nameOf(path) === nameOf(named ?? ''));
  const okBytes = found(/^AOF analyzed: .*ok_up_to=(\d+)/);
  return {
    ok: false,
    said: said.trim().slice(0, 300),
    ...(file !== undefined && { file }),
    ...(okBytes !== undefined && { okBytes: Number(okBytes) }),
    ...(keys && { keys }),
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** How many bytes there are after the last whole command; undefined when they are not the beginning of another. */
async function tornBytes(
  path: string,
  okBytes: number | undefined,
): Promise<number | undefined> {
  if (okBytes === undefined) {
    return undefined;
  }
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const rest = size - okBytes;
    if (rest <= 0 || rest > MOST_TORN) {
      return undefined;
    }
    const { buffer } = await file.read(Buffer.alloc(rest), 0, rest, okBytes);
    return isTorn(buffer) ? rest : undefined;
  } finally {
    await file.close();
  }
}
