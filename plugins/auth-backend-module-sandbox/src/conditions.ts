import { Config } from '@backstage/config';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '::1', '[::1]'];

interface Condition {
  holds(config: Config, env: NodeJS.ProcessEnv): boolean;
  /** What must be true, as the end of the sentence "the sandbox needs …". */
  needs: string;
}

/** Each must hold, or nobody signs in by picking a role. */
const CONDITIONS: readonly Condition[] = [
  {
    holds: config => config.getOptional('sandbox.enabled') === true,
    needs: 'sandbox.enabled to be true',
  },
  {
    holds: (_config, env) => env.TEXTLOOM_SANDBOX === '1',
    needs: 'TEXTLOOM_SANDBOX=1 in the environment, as the start command sets',
  },
  {
    holds: config => isLoopbackUrl(config.getOptional('backend.baseUrl')),
    needs: 'backend.baseUrl on localhost',
  },
  {
    holds: listensOnLoopback,
    needs: 'backend.listen.host to be a loopback address',
  },
  {
    holds: config =>
      config.getOptional('backend.database.client') === 'better-sqlite3',
    needs: 'backend.database.client to be better-sqlite3',
  },
];

/**
 * Why sandbox sign-in may not be loaded: one phrase for each condition that
 * does not hold, none when it may. A setting that is missing or of the wrong
 * type counts as not holding.
 */
export function sandboxRefusals(
  config: Config,
  env: NodeJS.ProcessEnv,
): string[] {
  return CONDITIONS.filter(({ holds }) => !holds(config, env)).map(
    ({ needs }) => needs,
  );
}

/**
 * Throws, in one sentence, unless sandbox sign-in may be loaded.
 */
export function assertSandboxAllowed(
  config: Config,
  env: NodeJS.ProcessEnv,
): void {
  const refusals = sandboxRefusals(config, env);
  if (refusals.length) {
    throw new Error(
      `Sandbox sign-in is refused, because it needs ${refusals.join(
        ', and ',
      )}.`,
    );
  }
}

/** Whether the value is a URL whose host is this machine. */
export function isLoopbackUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  return isLoopback(new URL(value).hostname);
}

/** Whether `backend.listen` keeps the backend to this machine. */
export function listensOnLoopback(config: Config): boolean {
  return isLoopback(listenHost(config));
}

function isLoopback(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK_NAMES.includes(host.toLowerCase());
}

/** The host in `backend.listen`; without one the backend listens on all addresses. */
function listenHost(config: Config): string | undefined {
  const listen = config.getOptional('backend.listen');
  if (typeof listen === 'string') {
    return listen.slice(0, Math.max(0, listen.lastIndexOf(':')));
  }
  const host = config.getOptional('backend.listen.host');
  return typeof host === 'string' ? host : undefined;
}
