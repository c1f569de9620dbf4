import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox';

/** Options of the command, from flags first, then from the environment. */
export interface CliOptions {
  port: number;
  seed: number;
  portalUrl: string;
  token: string;
  /** Token of the sandbox's CI at the portal. */
  ciToken: string;
  /** Token of the forge. */
  forgeToken: string;
  /** Folder for what is kept over restarts. */
  state?: string;
  /** File of the policy that scenarios change a copy of. */
  policy?: string;
  /** Where the database listens; 0 has none. */
  postgresPort: number;
  /** Folder of an installed PostgreSQL's programs. */
  postgresBin?: string;
}

/** @throws Error with a sentence for the terminal when the sandbox must not or cannot be started so. */
export function readOptions(
  args: string[],
  env: NodeJS.ProcessEnv,
  newToken: () => string,
): CliOptions {
  if (env.NODE_ENV === 'production' && env.TEXTLOOM_SANDBOX !== 'allow') {
    throw new Error(
      'The sandbox does not run in production. To run it beside a production build on a development machine, set TEXTLOOM_SANDBOX=allow.',
    );
  }
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      'portal-url': { type: 'string' },
      token: { type: 'string' },
      state: { type: 'string' },
      policy: { type: 'string' },
      'postgres-port': { type: 'string' },
    },
  });
  const port = Number(values.port ?? env.TEXTLOOM_SANDBOX_PORT ?? 7010);
  const seed = Number(values.seed ?? env.TEXTLOOM_SANDBOX_SEED ?? 1);
  if (!Number.isInteger(port) || port < 0 || port > 65_533) {
    throw new Error('--port must be a number from 0 to 65533');
  }
  const postgresPort = Number(values['postgres-port'] ?? 0);
  if (
    !Number.isInteger(postgresPort) ||
    postgresPort < 0 ||
    postgresPort > 65_535
  ) {
    throw new Error('--postgres-port must be a number from 0 to 65535');
  }
  if (!Number.isInteger(seed)) {
    throw new Error('--seed must be a whole number');
  }
  const state = values.state ?? env.TEXTLOOM_SANDBOX_STATE;
  const policy = values.policy ?? env.TEXTLOOM_SANDBOX_POLICY;
  if (policy && !state) {
    throw new Error('--policy needs --state, the folder of its copy');
  }
  return {
    port,
    seed,
    postgresPort,
    ...(env.TEXTLOOM_POSTGRES_BIN && {
      postgresBin: env.TEXTLOOM_POSTGRES_BIN,
    }),
    ...(state && { state }),
    ...(policy && { policy }),
    ciToken: env.TEXTLOOM_CI_TOKEN ?? newToken(),
    forgeToken: env.TEXTLOOM_FORGE_TOKEN ?? newToken(),
    portalUrl:
      values['portal-url'] ??
      env.TEXTLOOM_SANDBOX_PORTAL_URL ??
      'http://localhost:7007',
    token: values.token ?? env.TEXTLOOM_SANDBOX_TOKEN ?? newToken(),
  };
}

/** Runs the sandbox until SIGTERM or SIGINT; prints `sandbox ready {json}` once it answers. */
export async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env, () =>
    randomBytes(24).toString('base64url'),
  );
  const sandbox = await startSandbox({
    ...options,
    stateDirectory: options.state,
    policyFile: options.policy,
    postgresPort: options.postgresPort || undefined,
  });
  const { clusters, controlUrl, caData, region, policyFile } = sandbox;
  const { postgres, billing, forge } = sandbox;
  const { token, ciToken } = options;
  const ready = {
    controlUrl,
    clusters,
    token,
    ciToken,
    region,
    caData,
    policyFile,
    postgres,
    billing,
    forge,
  };
  process.stdout.write(`sandbox ready ${JSON.stringify(ready)}\n`);
  const stop = () => {
    sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

if (require.main === module) {
  main().catch(error => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  });
}
