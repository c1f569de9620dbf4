import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import { SMOKE_SQL } from './data.ts';
import { PHASES } from './phases.ts';
import type { Phases } from './phases.ts';
import { ADMIN, BIN } from './source.ts';
import type { Source } from './source.ts';

const execute = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('restore.sh', import.meta.url));

/** Restores by the plain script, in a folder of its own that is gone afterwards. */
export async function runScript(
  source: Source,
  folder: string,
  answer = '',
): Promise<{ phases: Phases; answer?: string }> {
  const { identity, backup, archive, socket, point } = source;
  const { stdout } = await execute('/bin/sh', [SCRIPT], {
    ...identity,
    cwd: '/',
    env: {
      ...{ PATH: '/usr/bin:/bin', HOME: folder, LC_ALL: 'C', TZ: 'UTC' },
      ...{ BIN, ADMIN, BACKUP: backup, ARCHIVE: archive, SOURCE: socket },
      ...{ POINT: point, SMOKE: SMOKE_SQL, ANSWER: answer },
      TARGET: join(folder, 'target'),
    },
  });
  return parseScript(stdout);
}

/**
 * Reads the lines `phase NAME MILLISECONDS` and `answer TEXT`.
 * @throws Sentence when a phase is missing
 */
export function parseScript(output: string): {
  phases: Phases;
  answer?: string;
} {
  const times = new Map(
    [...output.matchAll(/^phase (\w+) (\d+)$/gm)].map(([, name, ms]) => [
      name,
      Number(ms),
    ]),
  );
  const phases = PHASES.map(name => {
    const time = times.get(name);
    if (time === undefined) {
      throw new Sentence(`The script says nothing of its phase ${name}.`);
    }
    return [name, time] as const;
  });
  const answer = /^answer (.*)$/m.exec(output)?.[1];
  return {
    phases: Object.fromEntries(phases) as Phases,
    ...(answer !== undefined && { answer }),
  };
}
