import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BACKEND_ENTRY, SANDBOX_ENTRY } from './build.ts';
import type { Layout } from './layout.ts';
import { findFreeRow, isPortFree, portTaken } from './ports.ts';
import type { Processes, Running } from './processes.ts';
import { tailOf } from './processes.ts';
import type { Progress } from './progress.ts';
import { writeRunFile } from './runFile.ts';
import { Sentence } from './sentence.ts';

/** What the sandbox says about itself when it is ready. */
export interface SandboxFacts {
  controlUrl: string;
  clusters: { name: string; url: string }[];
  /** Bearer token of its clusters; new at each start. */
  token: string;
  /** AWS region of its clusters. */
  region: string;
  /** Token with which its CI reports releases; new at each start. */
  ciToken: string;
  /** The policy that the portal obeys: a copy, which scenarios change. */
  policyFile: string;
  /** Its database, where there is one for this platform. */
  postgres?: PostgresFacts;
  /** Its bills, where it writes them. */
  billing?: BillingFacts;
  /** Its forge, where Git is installed. */
  forge?: ForgeFacts;
}

/** Where the sandbox's bills are, and the contracts with vendors, which are as old as its world. */
export interface BillingFacts {
  directory: string;
  contracts: readonly Record<string, unknown>[];
}

/** Where repositories of new services are made. */
export interface ForgeFacts {
  url: string;
  token: string;
}

/** Where the sandbox's database is. */
export interface PostgresFacts {
  host: string;
  port: number;
  database: string;
  readerPassword: string;
  heartbeatPassword: string;
  /** Folders. */
  backups: string;
  archive: string;
  bin: string;
  drills: string;
  /** User that it must run as, where the sandbox is root. */
  runAs?: string;
}

/** Reads the line `sandbox ready {json}` out of the sandbox's output. */
export function parseSandboxReady(output: string): SandboxFacts | undefined {
  const match = /^sandbox ready (\{.*\})$/m.exec(output);
  if (!match?.[1]) return undefined;
  const facts = JSON.parse(match[1]) as Partial<SandboxFacts>;
  const { controlUrl, clusters, token, region, ciToken, policyFile } = facts;
  const { postgres, billing, forge } = facts;
  return controlUrl && clusters && token && region && ciToken && policyFile
    ? {
        ...{ controlUrl, clusters, token, region, ciToken, policyFile },
        ...(postgres && { postgres }),
        ...(billing && { billing }),
        ...(forge && { forge }),
      }
    : undefined;
}

/** The environment that ties the portal's configuration to this sandbox. */
export function portalEnvironment(options: {
  port: number;
  state: string;
  sandbox: SandboxFacts;
}): Record<string, string> {
  const { port, state, sandbox } = options;
  const urlOf = (cluster: string) => {
    const found = sandbox.clusters.find(({ name }) => name === cluster);
    if (!found) throw new Sentence(`The sandbox has no cluster ${cluster}.`);
    return found.url;
  };
  return {
    PORT: String(port),
    TEXTLOOM_BASE_URL: `http://localhost:${port}`,
    TEXTLOOM_STATE_DIR: state,
    TEXTLOOM_SANDBOX: '1',
    TEXTLOOM_SANDBOX_URL: sandbox.controlUrl,
    TEXTLOOM_PROD_URL: urlOf('textloom-prod'),
    TEXTLOOM_NONPROD_URL: urlOf('textloom-nonprod'),
    TEXTLOOM_SANDBOX_TOKEN: sandbox.token,
    TEXTLOOM_SANDBOX_REGION: sandbox.region,
    TEXTLOOM_CI_TOKEN: sandbox.ciToken,
    APP_CONFIG_deployments_policy: sandbox.policyFile,
    TEXTLOOM_DRILLS_DIR: drillsOf(state, sandbox),
    ...(sandbox.postgres && postgresEnvironment(sandbox.postgres)),
    ...(sandbox.billing && {
      TEXTLOOM_BILLING_DIR: sandbox.billing.directory,
      APP_CONFIG_costs_contracts: JSON.stringify(sandbox.billing.contracts),
    }),
    ...(sandbox.forge && {
      TEXTLOOM_FORGE_URL: sandbox.forge.url,
      TEXTLOOM_FORGE_HOST: new URL(sandbox.forge.url).host,
      TEXTLOOM_FORGE_TOKEN: sandbox.forge.token,
    }),
  };
}

/** Where drills restore to: what the sandbox's database can reach, else a folder beside the state, which is protected. */
function drillsOf(state: string, { postgres }: SandboxFacts): string {
  return postgres?.drills ?? `${state}-drills`;
}

function postgresEnvironment(facts: PostgresFacts): Record<string, string> {
  return {
    TEXTLOOM_POSTGRES_HOST: facts.host,
    TEXTLOOM_POSTGRES_PORT: String(facts.port),
    TEXTLOOM_POSTGRES_DATABASE: facts.database,
    TEXTLOOM_POSTGRES_READER_PASSWORD: facts.readerPassword,
    TEXTLOOM_POSTGRES_HEARTBEAT_PASSWORD: facts.heartbeatPassword,
    TEXTLOOM_POSTGRES_BACKUPS: facts.backups,
    TEXTLOOM_POSTGRES_ARCHIVE: facts.archive,
    TEXTLOOM_POSTGRES_BIN: facts.bin,
    ...(facts.runAs && { TEXTLOOM_POSTGRES_RUN_AS: facts.runAs }),
  };
}

export interface PortalOptions {
  layout: Layout;
  port: number;
  processes: Processes;
  progress: Progress;
}

export interface Portal {
  baseUrl: string;
  sandbox: SandboxFacts;
  /** Settles with the failure when one of the processes ends by itself. */
  broken: Promise<Sentence>;
}

/**
 * Starts the sandbox on the four free ports after the portal's.
 * @param build - folder of the unpacked build
 */
export async function startSandbox(
  build: string,
  options: Omit<PortalOptions, 'progress'>,
): Promise<{ running: Running; facts: SandboxFacts }> {
  const { layout, port, processes } = options;
  const first = await findFreeRow(port + 1, 4, isPortFree);
  let output = '';
  const running = processes.start({
    name: 'sandbox',
    command: process.execPath,
    args: [
      '--require',
      join(layout.root, 'scripts', 'lib', 'followParent.cjs'),
      join(build, SANDBOX_ENTRY),
      '--port',
      String(first),
      '--portal-url',
      `http://localhost:${port}`,
      '--policy',
      join(layout.root, 'policies', 'deployments.yaml'),
      '--postgres-port',
      String(first + 3),
    ],
    cwd: layout.root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      TEXTLOOM_SANDBOX: 'allow',
      TEXTLOOM_SANDBOX_STATE: join(layout.state, 'sandbox'),
    },
    log: join(layout.logs, 'sandbox.log'),
    onOutput: text => {
      output += output.length < 100_000 ? text : '';
    },
  });
  const facts = await until(
    [running],
    30_000,
    async () => parseSandboxReady(output),
    'The sandbox did not become ready in 30 seconds',
  );
  return { running, facts };
}

/**
 * Starts the backend from the unpacked build.
 * @param options.configs - configuration files, later ones on top
 */
export function startBackend(options: {
  layout: Layout;
  processes: Processes;
  configs: readonly string[];
  env: Record<string, string>;
  name?: string;
}): Running {
  const { layout, processes, configs, env, name = 'portal' } = options;
  return processes.start({
    name,
    command: process.execPath,
    args: [
      '--require',
      join(layout.root, 'scripts', 'lib', 'followParent.cjs'),
      join(layout.build, BACKEND_ENTRY),
      ...configs.flatMap(config => ['--config', config]),
    ],
    // Beside the compiled configuration schemas. The checkout has them in TypeScript: found there,
    // they would be compiled at every start (0.8 s, and 110 MB of memory that stays).
    cwd: dirname(dirname(join(layout.build, BACKEND_ENTRY))),
    env: {
      ...process.env,
      NODE_ENV: 'production',
      TEXTLOOM_ROOT: layout.root,
      // Serve the app of this build, not the one that the checkout holds now.
      APP_CONFIG_app_packageName: join(layout.build, 'packages', 'app'),
      ...env,
    },
    log: join(layout.logs, `${name}.log`),
  });
}

/** Starts sandbox and portal from the unpacked build; resolves when people can sign in. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { layout, port, processes, progress } = options;
  if (!(await isPortFree(port))) throw portTaken(port);
  progress.say('Starting the sandbox');
  const sandbox = await startSandbox(layout.build, options);
  progress.say('Starting the portal');
  const baseUrl = `http://localhost:${port}`;
  const portal = startBackend({
    layout,
    processes,
    configs: [join(layout.root, 'app-config.yaml')],
    env: portalEnvironment({
      port,
      state: layout.state,
      sandbox: sandbox.facts,
    }),
  });
  const both = [portal, sandbox.running];
  await until(
    both,
    180_000,
    async () => (await canSignIn(baseUrl)) || undefined,
    'The portal did not become ready in 3 minutes',
  );
  await writeRunFile(layout.runFile, {
    baseUrl,
    pid: process.pid,
    sandboxUrl: sandbox.facts.controlUrl,
  });
  return { baseUrl, sandbox: sandbox.facts, broken: firstEnd(both) };
}

/** Forgets everything that the portal remembers: its state, the copies of it, and what drills have left beside it. */
export async function forgetState({
  state,
}: Pick<Layout, 'state'>): Promise<void> {
  for (const folder of [state, `${state}-copies`, `${state}-drills`]) {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether the portal is up and its catalog has read the users. */
export async function canSignIn(baseUrl: string): Promise<boolean> {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${baseUrl}${path}`, { headers, signal: AbortSignal.timeout(3_000) })
      .then(async answer => {
        await answer.arrayBuffer();
        return answer.ok;
      })
      .catch(() => false);
  return (
    (await ask('/.backstage/health/v1/readiness')) &&
    // Works once the catalog has read the users.
    (await ask('/api/auth/sandbox/refresh', { 'x-sandbox-role': 'sre' }))
  );
}

async function firstEnd(processes: readonly Running[]): Promise<Sentence> {
  const [name, how, log] = await Promise.race(
    processes.map(async p => [p.name, await p.ended, p.log] as const),
  );
  return explainEnd(name, how, await tailOf(log));
}

/** One sentence for a process that ended by itself. */
export function explainEnd(
  name: string,
  how: string,
  log: readonly string[],
): Sentence {
  const lost = /Cannot find (?:module|package) '([^']+)'/.exec(log.join('\n'));
  if (lost?.[1]) {
    return new Sentence(
      `The installation is broken ('${lost[1]}' is missing): delete node_modules and .portal, then run npm start.`,
    );
  }
  return new Sentence(
    `The ${name} stopped by itself (${how}); the end of .portal/logs/${name}.log:`,
    log,
  );
}

/** Asks again and again until there is an answer, a process ends, or time is over. */
export async function until<T>(
  processes: readonly Running[],
  limit: number,
  ask: () => Promise<T | undefined>,
  late: string,
  pause = 300,
): Promise<T> {
  const end: { failure?: Sentence } = {};
  firstEnd(processes).then(failure => {
    end.failure = failure;
  });
  for (const deadline = Date.now() + limit; Date.now() < deadline; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (end.failure) throw end.failure;
    await new Promise(resolve => setTimeout(resolve, pause));
  }
  const slow = processes[0];
  throw new Sentence(
    `${late}; the end of the log:`,
    slow ? await tailOf(slow.log) : [],
  );
}
