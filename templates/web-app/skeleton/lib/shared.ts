import { createMetrics, type Metrics } from './metrics';

interface Shared {
  metrics: Metrics;
  /** Set once the process was asked to end: it serves what it has and wants nothing new. */
  draining: boolean;
}

// Next.js bundles the start of the server and each route apart, so that a module's own variable exists several times.
const store = globalThis as typeof globalThis & { shared?: Shared };

/** What all parts of the server have in common. */
export const shared: Shared = (store.shared ??= {
  metrics: createMetrics(),
  draining: false,
});
