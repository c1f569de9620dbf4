import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureBuilt, wholeBuild } from './build.ts';
import { findChromium } from './chromium.ts';
import { countJest, countPlaywright, countTap } from './counts.ts';
import { layoutOf } from './layout.ts';
import type { Layout } from './layout.ts';
import { findFreeRow, isPortFree } from './ports.ts';
import { forgetState, startPortal } from './portal.ts';
import type { Portal } from './portal.ts';
import type { Processes } from './processes.ts';
import type { Progress } from './progress.ts';
import { nothing, skippedStage, withStage } from './report.ts';
import type { Counts } from './report.ts';
import type { Stage, Write } from './runStages.ts';

export interface Workbench {
  layout: Layout;
  processes: Processes;
  progress: Progress;
  env: NodeJS.ProcessEnv;
}

/** Commands that run one after another; all must succeed. */
async function gate(
  bench: Workbench,
  name: string,
  commands: readonly (readonly string[])[],
  write: Write = text => process.stdout.write(text),
): Promise<boolean> {
  let ok = true;
  for (const [index, command] of commands.entries()) {
    const args =
      command[0] === 'node'
        ? command.slice(1)
        : [bench.layout.yarn, 'run', '-T', ...command];
    const done = await bench.processes.run({
      name,
      command: process.execPath,
      args,
      cwd: bench.layout.root,
      env: bench.env,
      log: join(bench.layout.logs, `test-${name}-${index}.log`),
      onOutput: write,
    });
    ok &&= done.ok;
  }
  return ok;
}

/** A stage of commands without tests of their own, each on one core. */
function gateStage(
  bench: Workbench,
  name: string,
  id: string,
  ...commands: readonly (readonly string[])[]
): Stage {
  return {
    name,
    besideOthers: true,
    run: async write =>
      withStage(await gate(bench, id, commands, write), nothing),
  };
}

/** A stage whose runner writes a report that is counted. */
function countedStage(
  bench: Workbench,
  name: string,
  options: {
    report: string;
    besideOthers?: boolean;
    followed?: boolean;
    count: (text: string | undefined) => Counts;
    command: (report: string) => readonly string[];
  },
): Stage {
  const report = join(bench.layout.home, 'reports', options.report);
  return {
    name,
    besideOthers: options.besideOthers,
    followed: options.followed,
    run: async write => {
      await rm(report, { force: true });
      await mkdir(dirname(report), { recursive: true });
      const commands = [options.command(report)];
      const ok = await gate(bench, options.report, commands, write);
      const text = await readFile(report, 'utf8').catch(() => undefined);
      return withStage(ok, options.count(text));
    },
  };
}

/** What looks at the sources, and the build: two at a time, those that take longest first. */
function earlyStages(bench: Workbench): Stage[] {
  return [
    gateStage(
      bench,
      'lint and import law',
      'lint',
      ['backstage-cli', 'repo', 'lint', '--max-warnings', '0'],
      [
        'eslint',
        '--ext',
        '.ts,.mjs,.cjs',
        '--max-warnings',
        '0',
        'scripts',
        'bench',
      ],
    ),
    gateStage(bench, 'types', 'types', ['tsc'], ['tsc', '-p', 'scripts']),
    {
      name: 'production build',
      besideOthers: true,
      run: async () => {
        const { layout, processes, progress } = bench;
        await ensureBuilt(layout, wholeBuild(layout), processes, progress);
        return withStage(true, nothing);
      },
    },
    gateStage(bench, 'formatting', 'format', ['prettier', '--check', '.']),
    countedStage(bench, 'commands, import law and benches', {
      report: 'scripts.tap',
      besideOthers: true,
      count: countTap,
      command: report => [
        'node',
        '--disable-warning=ExperimentalWarning',
        '--test',
        '--test-reporter=dot',
        '--test-reporter-destination=stdout',
        '--test-reporter=tap',
        `--test-reporter-destination=${report}`,
        'scripts/**/*.test.ts',
        'bench/src/**/*.test.ts',
      ],
    }),
    gateStage(bench, 'unused code and dependencies', 'knip', ['knip']),
    gateStage(
      bench,
      'configuration',
      'config',
      ['backstage-cli', 'config:check', '--strict'],
      [
        'backstage-cli',
        'config:check',
        '--strict',
        '--lax',
        '--config',
        'app-config.yaml',
        '--config',
        'app-config.production.yaml',
      ],
    ),
  ];
}

/** The package whose tests wait for real servers most of their time. */
const WAITING = '@textloom/e2e';
/** Tests of another that make one plan of Terraform after the other: beside others they keep no worker from its work. */
const PLANNING = { project: '@textloom/templates', path: 'policy/plans' };

/** All tests of Jest: on both cores, and beside them those that mostly wait. */
function jestStages(bench: Workbench): Stage[] {
  const jest = (
    name: string,
    report: string,
    followed: boolean,
    ...args: readonly string[]
  ) =>
    countedStage(bench, name, {
      report,
      followed,
      besideOthers: true,
      count: countJest,
      command: file => [
        ...['backstage-cli', 'repo', 'test', '--watchAll=false', '--silent'],
        ...['--json', `--outputFile=${file}`, ...args],
      ],
    });
  return [
    jest(
      'against real servers',
      'servers.json',
      false,
      ...['--maxWorkers=1', '--selectProjects', WAITING, PLANNING.project],
      ...['--testPathPatterns', `e2e/src/|${PLANNING.path}`],
    ),
    jest(
      'unit and integration',
      'jest.json',
      true,
      ...['--maxWorkers=2', '--ignoreProjects', WAITING],
      ...['--testPathIgnorePatterns', PLANNING.path],
    ),
  ];
}

/** All that needs no portal: what looks at the sources, then the tests. */
export function sourceStages(bench: Workbench): Stage[] {
  return [...earlyStages(bench), ...jestStages(bench)];
}

/** Projects of Playwright, whose journeys do not get into each other's way. */
const LANES = [
  ['own', 'journeys: costs, drills, templates'],
  ['world', 'journeys: clusters, deployments, the portal'],
] as const;

/** The built portal and its journeys, each on the one before. */
export function runningStages(bench: Workbench): Stage[] {
  let portal: Portal | undefined;
  const layout = layoutOf(
    bench.layout.root,
    join(bench.layout.home, 'state-test'),
  );
  const { processes, progress } = bench;
  return [
    {
      name: 'start and sign-in',
      run: async () => {
        await forgetState(layout);
        const port = await findFreeRow(7407, 4, isPortFree);
        portal = await startPortal({ layout, port, processes, progress });
        return withStage(true, nothing);
      },
    },
    ...LANES.map(
      ([lane, name]): Stage => ({
        name,
        besideOthers: true,
        followed: lane === 'world',
        run: async write => {
          if (!portal) return skippedStage('the portal did not start');
          const chromium = findChromium(bench.env);
          if (!chromium) {
            const reason = 'no Chromium was found (CHROMIUM_PATH may name one)';
            return bench.env.CI
              ? withStage(false, nothing)
              : skippedStage(reason);
          }
          return journeys({ ...bench, layout }, portal, chromium, lane).run(
            write,
          );
        },
      }),
    ),
  ];
}

function journeys(
  bench: Workbench,
  portal: Portal,
  chromium: string,
  lane: string,
): Stage {
  const report = `journeys-${lane}.json`;
  const env = {
    ...bench.env,
    CHROMIUM_PATH: chromium,
    TEXTLOOM_BASE_URL: portal.baseUrl,
    TEXTLOOM_SANDBOX_URL: portal.sandbox.controlUrl,
    TEXTLOOM_STATE_DIR: bench.layout.state,
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(bench.layout.home, 'reports', report),
  };
  return countedStage({ ...bench, env }, lane, {
    report,
    count: countPlaywright,
    command: () => [
      ...['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
      ...['--project', lane],
    ],
  });
}
