import { startTestBackend } from '@backstage/backend-test-utils';
import signalsPlugin from '@backstage/plugin-signals-backend';
import * as http from 'node:http';
import signalsListener from './signalsListener';

/** What happens to a browser's upgrade request: its status, or that nobody answers. */
async function upgrade(port: number): Promise<number | 'no answer'> {
  return new Promise(resolve => {
    const request = http.get({
      port,
      path: '/api/signals',
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      },
      timeout: 1_500,
    });
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode!);
    });
    request.on('response', response => {
      response.resume();
      resolve(response.statusCode!);
    });
    request.on('timeout', () => {
      request.destroy();
      resolve('no answer');
    });
    request.on('error', () => {});
  });
}

async function start(features: (typeof signalsListener)[]) {
  const { server } = await startTestBackend({
    features: [signalsPlugin, ...features],
  });
  return server.port();
}

describe('signalsListener', () => {
  it('has the first browser answered', async () => {
    const port = await start([signalsListener]);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await upgrade(port)).toBe(101);
  });

  it('is needed: without it the plugin leaves the first browser waiting', async () => {
    const port = await start([]);
    expect(await upgrade(port)).toBe('no answer');
    expect(await upgrade(port)).toBe(101);
  });
});
