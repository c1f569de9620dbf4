import { portalEnvironment } from './portal.ts';
import type { SandboxFacts } from './portal.ts';

/**
 * In development the app has a server of its own, for hot reload, and the
 * backend lets pages from there in.
 */
export function developmentEnvironment(options: {
  port: number;
  appPort: number;
  state: string;
  sandbox: SandboxFacts;
}): Record<string, string> {
  const { port, appPort, state, sandbox } = options;
  const origin = `http://localhost:${appPort}`;
  return {
    ...portalEnvironment({ port, state, sandbox }),
    NODE_ENV: 'development',
    APP_CONFIG_app_baseUrl: origin,
    APP_CONFIG_backend_cors: JSON.stringify({
      origin,
      methods: ['GET', 'HEAD', 'PATCH', 'POST', 'PUT', 'DELETE'],
      credentials: true,
    }),
  };
}
