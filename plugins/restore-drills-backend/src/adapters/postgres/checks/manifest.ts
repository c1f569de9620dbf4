import { join } from 'node:path';
import { Verification } from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../../service/ports';
import { childEnvironment, Identity, run } from '../../process';
import { Layout } from '../layout';
import { checkManifest, readManifest } from '../manifest';
import { passed, skipped } from './types';

const NAME = 'pg_verifybackup';
/** The log comes from the archive, and is proven by replaying it. */
const ARGUMENTS = ['--no-parse-wal', '--exit-on-error'];

/**
 * Compares the copy with the backup's manifest, before anything in it is changed: by PostgreSQL's tool, or, where that
 * is not installed, in the same way without it.
 *
 * @throws DrillProblem `backup-damaged` or `backup-incomplete`, naming the file.
 */
export async function checkBackup(
  context: DrillContext,
  { data }: Layout,
  identity: Identity,
  bin: string,
): Promise<Verification> {
  const manifest = await readManifest(data);
  if (!manifest) {
    return skipped(NAME, 'backup_manifest', { actual: 'no manifest' });
  }
  if (context.probe && !context.probe.missing.includes(NAME)) {
    await runTool(context, data, identity, bin);
    return passed(NAME, `${NAME} ${ARGUMENTS.join(' ')}`, {
      actual: `${manifest.files.length} files`,
    });
  }
  const files = await checkManifest(data, manifest, {
    signal: context.signal,
  });
  return passed('manifest', 'sizes and checksums of backup_manifest', {
    actual: `${files} files`,
  });
}

async function runTool(
  context: DrillContext,
  data: string,
  identity: Identity,
  bin: string,
): Promise<void> {
  const { code, tail } = await run(join(bin, NAME), [...ARGUMENTS, data], {
    cwd: context.directory,
    env: childEnvironment(context.directory),
    identity,
    signal: context.signal,
    onLine: line => context.log(line),
  });
  if (code !== 0) {
    throw problemOf(tail.join('\n'));
  }
}

function problemOf(output: string): DrillProblem {
  const line = output
    .split('\n')
    .find(text => text.includes('error:'))
    ?.replace(/^.*error: /, '');
  const subject = /"([^"]+)"/.exec(line ?? '')?.[1];
  const code = /present in the manifest but not on disk/.test(line ?? '')
    ? 'backup-incomplete'
    : 'backup-damaged';
  return new DrillProblem({
    code,
    subject: subject ?? 'backup_manifest',
    ...(line !== undefined && { actual: line.slice(0, 300) }),
  });
}
