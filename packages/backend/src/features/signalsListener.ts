import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import * as http from 'node:http';
import * as https from 'node:https';

/** How long the request may take to reach the plugin, in milliseconds. */
const PATIENCE_MS = 1_000;

/**
 * Sends one WebSocket upgrade and gives it up.
 *
 * The signals plugin listens for upgrades only from the first one on, and never answers that one. Sent by the backend
 * itself, it is not the first browser that waits in vain for some seconds.
 */
function requestUpgrade(url: string): void {
  const { get } = url.startsWith('https:') ? https : http;
  const request = get(url, {
    headers: { connection: 'Upgrade', upgrade: 'websocket' },
    timeout: PATIENCE_MS,
    // Only this process answers; its certificate is for the name that browsers use.
    rejectUnauthorized: false,
  });
  request.on('response', response => response.resume());
  request.on('timeout', () => request.destroy());
  request.on('error', () => {});
}

/** Makes the signals plugin ready for the first browser. */
export default createBackendModule({
  pluginId: 'signals',
  moduleId: 'listener',
  register(reg) {
    reg.registerInit({
      deps: {
        discovery: coreServices.discovery,
        lifecycle: coreServices.rootLifecycle,
      },
      async init({ discovery, lifecycle }) {
        // Not awaited: the plugin listens as soon as the request arrives, and the start need not wait for its end.
        lifecycle.addStartupHook(async () => {
          requestUpgrade(await discovery.getBaseUrl('signals'));
        });
      },
    });
  },
});
