import { execFile } from 'node:child_process';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Sentence } from '../../../scripts/lib/sentence.ts';
import type { BenchContext } from '../context.ts';
import { startBenchPortal } from '../portal.ts';
import { judge, median } from '../result.ts';
import type { BenchResult } from '../result.ts';
import { interleave } from '../rounds.ts';
import { COMPARED, drillsConfig, TIMED } from './config.ts';
import { fingerprintSql } from './data.ts';
import { runDrill } from './drill.ts';
import { renderPhases, totalOf } from './phases.ts';
import type { Phases } from './phases.ts';
import { makeScratch } from './scratch.ts';
import { runScript } from './script.ts';
import { gigabytes, startSource } from './source.ts';
import type { Source } from './source.ts';

const execute = promisify(execFile);
const SIZES = {
  full: { base: 1e9, log: 1e9 },
  small: { base: 1e8, log: 1e8 },
};
const ROUNDS = 5;

/** A restore of PostgreSQL to a point in time by a drill, and the same by a plain shell script. */
export async function benchDrills(
  context: BenchContext,
): Promise<BenchResult[]> {
  const { size, progress, folder, layout } = context;
  const scratch = await makeScratch();
  try {
    const bytes = SIZES[size];
    const source = await startSource(scratch.folder, bytes, text =>
      progress.say(text),
    );
    const [work, script] = [
      join(scratch.folder, 'work'),
      await scriptFolder(scratch.folder, source),
    ];
    const config = join(folder, 'app-config.bench.yaml');
    await writeFile(config, drillsConfig(layout.root, work, source));
    progress.say('Starting the portal');
    const portal = await startBenchPortal(context, config);
    progress.say('Comparing what both restore');
    await sameAnswer(source, script);
    await runDrill(portal, COMPARED);
    progress.say(`Measuring ${ROUNDS} interleaved rounds`);
    const around: number[] = [];
    const side = await interleave<Phases>(
      ROUNDS,
      {
        ours: async () => {
          const drill = await runDrill(portal, TIMED);
          around.push(drill.around);
          return drill.phases;
        },
        peer: async () => (await runScript(source, script)).phases,
      },
      settle,
    );
    console.log(`\n${renderPhases(side.ours, side.peer, around)}`);
    await portal.stop();
    return [
      judge(
        {
          name: `restore of ${gigabytes(bytes.base)} and ${gigabytes(
            bytes.log,
          )} of log`,
          unit: 's',
          ours: median(side.ours.map(totalOf)) / 1_000,
          peer: median(side.peer.map(totalOf)) / 1_000,
          peerName: 'plain shell script',
        },
        { kind: 'at-most-peer', factor: 1.1, slack: 0 },
      ),
    ];
  } finally {
    scratch.remove();
  }
}

async function scriptFolder(
  folder: string,
  { identity: { uid, gid } }: Source,
): Promise<string> {
  const path = join(folder, 'script');
  await mkdir(path);
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
  return path;
}

/** @throws Sentence when the script does not restore what the source had at the point. */
async function sameAnswer(source: Source, folder: string): Promise<void> {
  const { answer } = await runScript(source, folder, fingerprintSql);
  if (answer !== source.fingerprint) {
    throw new Sentence(
      `The script restores something else than the source had: ${answer} instead of ${source.fingerprint}`,
    );
  }
}

/** Nobody pays for what another has left to be written. */
async function settle(): Promise<void> {
  await execute('sync');
  await sleep(1_000);
}
