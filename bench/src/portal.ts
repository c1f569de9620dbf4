import { join } from 'node:path';
import { findFreeRow, isPortFree } from '../../scripts/lib/ports.ts';
import {
  canSignIn,
  forgetState,
  startBackend,
  until,
} from '../../scripts/lib/portal.ts';
import { fetchToken } from '../../scripts/lib/token.ts';
import type { BenchContext } from './context.ts';

export interface BenchPortal {
  baseUrl: string;
  /** Headers of a signed-in SRE. */
  headers: Record<string, string>;
}

/** Starts our production build on fresh state, with more configuration on top. */
export async function startBenchPortal(
  context: BenchContext,
  config: string,
  env: Record<string, string> = {},
): Promise<BenchPortal & { stop: () => Promise<void> }> {
  const { layout, processes } = context;
  const port = await findFreeRow(7507, 1, isPortFree);
  const baseUrl = `http://localhost:${port}`;
  await forgetState(layout);
  const portal = startBackend({
    layout,
    processes,
    name: 'bench',
    configs: [join(layout.root, 'app-config.yaml'), config],
    env: {
      PORT: String(port),
      TEXTLOOM_BASE_URL: baseUrl,
      TEXTLOOM_STATE_DIR: layout.state,
      TEXTLOOM_SANDBOX: '1',
      ...env,
    },
  });
  await until(
    [portal],
    120_000,
    async () => (await canSignIn(baseUrl)) || undefined,
    'The portal did not become ready in 2 minutes',
  );
  const token = await fetchToken(baseUrl, ['sre']);
  return {
    baseUrl,
    headers: { authorization: `Bearer ${token}` },
    stop: async () => {
      portal.child.kill('SIGTERM');
      await portal.ended;
    },
  };
}

export interface Timed {
  milliseconds: number;
  status: number;
  body: string;
}

/** One request, timed to the last byte of its body. */
export async function timeRequest(
  url: string,
  init: RequestInit,
  limit = 30_000,
): Promise<Timed> {
  const began = performance.now();
  try {
    const answer = await fetch(url, {
      ...init,
      signal: AbortSignal.timeout(limit),
    });
    const body = await answer.text();
    return {
      milliseconds: performance.now() - began,
      status: answer.status,
      body,
    };
  } catch {
    return { milliseconds: performance.now() - began, status: 0, body: '' };
  }
}
