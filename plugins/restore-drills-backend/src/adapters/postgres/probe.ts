import { access, constants, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ProbeFacts, Tool } from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../service/ports';
import { childEnvironment, run, serverIdentity } from '../process';
import { ServerSettings } from './settings';
import { readSource } from './source';

/** Tools without which some checks are left out. */
const OPTIONAL_TOOLS = ['pg_verifybackup', 'pg_amcheck'] as const;
const TOOL_MS = 10_000;

/** A tool by its path. */
export interface ToolPath {
  name: string;
  path: string;
}

/**
 * Looks for the tools and the source, before anything is touched.
 *
 * @param needed - tools besides `postgres`.
 * @param bytes - what the restore needs.
 * @throws DrillProblem the first reason why a drill cannot be made.
 */
export async function probeServer(
  context: DrillContext,
  settings: ServerSettings,
  needed: readonly ToolPath[],
  bytes: () => Promise<number>,
): Promise<ProbeFacts> {
  const { bin, runAs, connection } = settings;
  await serverIdentity(runAs);
  const postgres = await versionOf(context, {
    name: 'postgres',
    path: join(bin, 'postgres'),
  });
  const tools: Tool[] = [postgres];
  for (const tool of needed) {
    tools.push(await versionOf(context, tool));
  }
  const missing: string[] = [];
  for (const name of OPTIONAL_TOOLS) {
    const tool = await versionOf(context, {
      name,
      path: join(bin, name),
    }).catch(() => undefined);
    context.signal.throwIfAborted();
    if (tool) {
      tools.push(tool);
    } else {
      missing.push(name);
    }
  }
  const source = await readSource(connection, context.now, {
    signal: context.signal,
    statementMs: 10_000,
  });
  const major = Math.floor(source.version / 10000);
  if (parseInt(postgres.version, 10) !== major) {
    throw new DrillProblem({
      code: 'wrong-version',
      subject: 'postgres',
      expected: String(major),
      actual: postgres.version,
    });
  }
  return {
    tools,
    missing,
    sourceIdentity: source.systemIdentifier,
    sourceVersion: source.versionText,
    clock: source.clock,
    neededBytes: await bytes(),
    freeBytes: await freeBytes(dirname(context.directory)),
  };
}

/** @throws DrillProblem `tool-missing` when it is not there or does not run. */
async function versionOf(
  { directory, signal }: DrillContext,
  { name, path }: ToolPath,
): Promise<Tool> {
  try {
    await access(path, constants.X_OK);
    const { code, stdout } = await run(path, [versionFlag(name)], {
      cwd: '/',
      env: childEnvironment(dirname(directory)),
      signal,
      timeoutMs: TOOL_MS,
    });
    const version = /\d+(?:\.\d+)*/.exec(stdout)?.[0];
    if (code === 0 && version !== undefined) {
      return { name, version };
    }
  } catch {
    signal.throwIfAborted();
  }
  throw new DrillProblem({ code: 'tool-missing', subject: name });
}

function versionFlag(name: string): string {
  return name === 'pgbackrest' ? 'version' : '--version';
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
