import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { createServer } from 'node:net';
import promptStop from './promptStop';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') {
    throw new Error(`no port: ${address}`);
  }
  return address.port;
}

/** Answers never, and says when somebody asked. */
function silentPlugin(asked: () => void) {
  return createBackendPlugin({
    pluginId: 'silent',
    register(reg) {
      reg.registerInit({
        deps: { http: coreServices.httpRouter },
        async init({ http }) {
          http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
          http.use(asked);
        },
      });
    },
  });
}

describe('promptStop', () => {
  it('does not wait for a request without end', async () => {
    const port = await freePort();
    const backend = createBackend();
    backend.add(promptStop);
    backend.add(
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: `http://localhost:${port}`,
            listen: { host: '127.0.0.1', port },
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
        },
      }),
    );
    backend.add(mockServices.rootLogger.factory());
    const asked = new Promise<void>(resolve => {
      backend.add(silentPlugin(resolve));
    });
    await backend.start();
    const answer = fetch(`http://127.0.0.1:${port}/api/silent/`).then(
      () => 'answered',
      () => 'cut off',
    );
    await asked;
    const began = Date.now();
    await backend.stop();
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await answer).toBe('cut off');
  }, 30_000);
});
