import { Config } from '@backstage/config';
import { assertSandboxAllowed } from '@textloom/plugin-auth-backend-module-sandbox';
import { productionRefusals } from './rules';

/** The portal will not start with this configuration; the message is one sentence. */
export class StartRefusedError extends Error {
  name = 'StartRefusedError';
}

/** Whether the configuration asks for the sandbox. */
export function isSandbox(config: Config): boolean {
  return config.getOptional('sandbox.enabled') === true;
}

/**
 * Throws unless the configuration is a safe sandbox or a safe production; there
 * is no third world. NODE_ENV does not matter: `npm start` runs the sandbox on
 * the production build.
 */
export function assertSafeStart(config: Config, env: NodeJS.ProcessEnv): void {
  if (isSandbox(config)) {
    try {
      assertSandboxAllowed(config, env);
    } catch (error) {
      throw new StartRefusedError((error as Error).message);
    }
    return;
  }
  const refusals = productionRefusals(config);
  if (refusals.length) {
    throw new StartRefusedError(
      `TextLoom Portal does not start in production like this: ${refusals.join(
        '; ',
      )}.`,
    );
  }
}
