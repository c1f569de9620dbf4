import { runCommand } from './lib/command.ts';
import { ensureInstalled } from './lib/install.ts';
import { layoutOf, repositoryRoot } from './lib/layout.ts';
import { createProgress } from './lib/progress.ts';
import { summarise } from './lib/report.ts';
import { runStages } from './lib/runStages.ts';
import { Sentence } from './lib/sentence.ts';
import { runningStages, sourceStages } from './lib/stages.ts';

await runCommand(async processes => {
  const layout = layoutOf(repositoryRoot);
  const progress = createProgress({ write: console.log, now: Date.now });
  const env = {
    ...process.env,
    FORCE_COLOR: '0',
    // Databases come from the environment, never from containers.
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
  };
  await ensureInstalled(layout, processes, progress);

  const bench = { layout, processes, progress, env };
  const stages = [...sourceStages(bench), ...runningStages(bench)];
  const wanted = process.argv.slice(2);
  const chosen = stages.filter(
    ({ name }) => wanted.length === 0 || wanted.includes(name),
  );
  if (chosen.length === 0) {
    const names = stages.map(({ name }) => `'${name}'`).join(', ');
    throw new Sentence(`There is no such stage. Stages: ${names}.`);
  }

  const results = await runStages(chosen, {
    write: text => process.stdout.write(text),
    now: Date.now,
  });
  await processes.stop();
  const { text, ok } = summarise(results);
  console.log(text);
  return ok ? 0 : 1;
});
