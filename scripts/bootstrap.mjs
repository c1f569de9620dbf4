/**
 * The one entry of every command in package.json. It needs Node 20 and npm,
 * brings a fitting Node where the machine has none, and hands over to it.
 * Plain JavaScript without dependencies: nothing is installed yet when it runs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chooseRuntime, explainNpmFailure } from './lib/node24.mjs';

const COMMANDS = [
  'start',
  'dev',
  'test',
  'token',
  'bench',
  'verify-log',
  'verify-evidence',
];
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** @returns {boolean} whether this Linux has musl instead of glibc */
function hasMusl() {
  if (process.platform !== 'linux') return false;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report?.getReport() ?? {}
  );
  return !report.header?.glibcVersionRuntime;
}

/**
 * @param {{ name: string, spec: string }} wanted
 * @returns {string} the path of the binary
 */
function fetchNode({ name, spec }) {
  const home = join(root, '.portal', 'node', spec.replace('@', '-'));
  const binary = join(home, 'node_modules', name, 'bin', 'node');
  const runs = () =>
    existsSync(binary) && spawnSync(binary, ['--version']).status === 0;
  if (runs()) return binary;
  process.stderr.write(`Fetching Node 24 (${spec}) …\n`);
  try {
    mkdirSync(home, { recursive: true });
  } catch {
    fail('This folder must be writable for you: .portal cannot be made.');
  }
  const args = [
    'install',
    '--prefix',
    home,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    spec,
  ];
  const npmCli = process.env.npm_execpath;
  const npm =
    npmCli && /npm-cli\.[cm]?js$/.test(npmCli)
      ? spawnSync(process.execPath, [npmCli, ...args], { encoding: 'utf8' })
      : spawnSync('npm', args, { encoding: 'utf8' });
  if (npm.error) fail('npm was not found; install npm and try again.');
  if (npm.status !== 0 || !runs()) {
    const output = `${npm.stdout ?? ''}${npm.stderr ?? ''}`;
    const sentence = explainNpmFailure(output);
    if (sentence.includes('above')) process.stderr.write(output);
    fail(sentence);
  }
  return binary;
}

/**
 * Runs the command's script and passes signals on; its exit code is ours.
 * @param {string} node
 * @param {string} command
 * @param {string[]} args
 */
function handOver(node, command, args) {
  const child = spawn(
    node,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'scripts', `${command}.ts`),
      ...args,
    ],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: `${dirname(node)}:${process.env.PATH ?? ''}`,
      },
    },
  );
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  if (process.env.npm_lifecycle_event) {
    // npm dies of a SIGTERM without passing it on.
    const npm = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid === npm) return;
      clearInterval(timer);
      child.kill('SIGTERM');
    }, 500);
  }
  child.on('error', () => fail(`${node} cannot be run.`));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code ?? 1));
}

const [command = '', ...args] = process.argv.slice(2);
if (!COMMANDS.includes(command)) {
  fail(`Unknown command '${command}'. There are: ${COMMANDS.join(', ')}.`);
}
const runtime = chooseRuntime({
  version: process.versions.node,
  platform: process.platform,
  arch: process.arch,
  musl: hasMusl(),
});
if (runtime.kind === 'refuse') fail(runtime.reason);
else {
  handOver(
    runtime.kind === 'package' ? fetchNode(runtime) : process.execPath,
    command,
    args,
  );
}
