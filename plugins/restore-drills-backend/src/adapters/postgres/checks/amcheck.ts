import { join } from 'node:path';
import { Verification } from '@textloom/plugin-restore-drills-common';
import { childEnvironment, Identity, run } from '../../process';
import { TARGET_PORT } from '../layout';
import { CheckInput, failed, passed, skipped } from './types';

const NAME = 'pg_amcheck';
const ARGUMENTS = [
  '--all',
  '--install-missing',
  '--heapallindexed',
  '--jobs=2',
  '--no-password',
];
const METHOD = `pg_amcheck ${ARGUMENTS.join(' ')}`;

/** That tables and indexes of the restored server are sound, all of their pages and entries. */
export async function checkAmcheck(
  { context, target }: CheckInput,
  bin: string,
  identity: Identity,
): Promise<Verification> {
  if (context.probe?.missing.includes(NAME)) {
    return skipped(NAME, METHOD, { actual: 'not installed' });
  }
  const { code, stdout, tail } = await run(
    join(bin, NAME),
    [...ARGUMENTS, `--maintenance-db=${target.database ?? 'postgres'}`],
    {
      cwd: context.directory,
      env: childEnvironment(context.directory, {
        PGHOST: target.socket ?? '',
        PGPORT: String(TARGET_PORT),
        PGUSER: target.user ?? '',
      }),
      identity,
      signal: context.signal,
      onLine: line => context.log(line),
    },
  );
  return code === 0
    ? passed(NAME, METHOD)
    : failed(NAME, METHOD, {
        code: 'check-failed',
        subject: firstRelation(stdout) ?? NAME,
        actual: (tail.find(line => line.trim() !== '') ?? '').slice(0, 300),
      });
}

function firstRelation(output: string): string | undefined {
  return /^(?:heap table|btree index) "([^"]+)"/m.exec(output)?.[1];
}
