import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt, wholeBuild } from '../../scripts/lib/build.ts';
import { layoutOf } from '../../scripts/lib/layout.ts';
import type { Processes } from '../../scripts/lib/processes.ts';
import type { Progress } from '../../scripts/lib/progress.ts';
import { Sentence } from '../../scripts/lib/sentence.ts';
import { benchApp } from './app/benchApp.ts';
import { parseBenchArgs } from './args.ts';
import { benchClusters } from './clusters/benchClusters.ts';
import type { Bench } from './context.ts';
import { benchCosts } from './costs/benchCosts.ts';
import { benchDeployments } from './deployments/benchDeployments.ts';
import { benchDrills } from './drills/benchDrills.ts';
import { benchScale } from './scale/benchScale.ts';
import { benchTemplates } from './templates/benchTemplates.ts';
import type { BenchReport } from './result.ts';
import { renderTable } from './table.ts';

const BENCHES: Record<string, Bench> = {
  app: benchApp,
  clusters: benchClusters,
  costs: benchCosts,
  deployments: benchDeployments,
  drills: benchDrills,
  scale: benchScale,
  templates: benchTemplates,
};

/**
 * Runs one bench and prints its table.
 * @returns whether every target is met
 * @throws Sentence for an unknown bench
 */
export async function runBench(options: {
  root: string;
  args: readonly string[];
  processes: Processes;
  progress: Progress;
}): Promise<boolean> {
  const { root, processes, progress } = options;
  const { name, json, size } = parseBenchArgs(
    options.args,
    Object.keys(BENCHES),
  );
  const bench = BENCHES[name];
  if (!bench) throw new Sentence(`There is no bench '${name}'.`);
  const home = layoutOf(root);
  const folder = join(home.home, 'bench', name);
  const layout = layoutOf(root, join(folder, 'state'));
  await mkdir(folder, { recursive: true });
  await ensureBuilt(layout, wholeBuild(layout), processes, progress);
  const results = await bench({
    ...{ layout, folder, size, processes, progress },
  });
  console.log(`\n${renderTable(results)}`);
  if (json) {
    const report: BenchReport = { bench: name, results };
    await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  return results.every(({ met }) => met);
}
