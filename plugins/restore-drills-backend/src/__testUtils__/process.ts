import { generateKeyPairSync } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { EvidenceFiles } from '../evidence/EvidenceFiles';
import { EvidenceIssuer } from '../evidence/EvidenceIssuer';
import { signerOf } from '../evidence/keys';
import { DrillsStore } from '../service/DrillsStore';
import { Leases } from '../service/leases';
import { StoreConnection } from '../service/ports';
import { Redactor } from '../tasks/Redactor';
import { Runner } from '../tasks/Runner';
import { MemoryDrillsStore } from './MemoryDrillsStore';
import { LeaseTable, MemoryLeases } from './MemoryLeases';

const PEM = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** Signs as the portal of a test does. */
export const testSigner = () => signerOf(PEM);

/** What all processes of a test share. */
export function sharedMemory(clock: () => number = Date.now) {
  const table: LeaseTable = new Map();
  const store = new MemoryDrillsStore(clock, table);
  return {
    store,
    leasesOf: (holder: string) => new MemoryLeases(table, holder, clock),
  };
}

/** The runner of one process. */
export function aRunner(options: {
  store: DrillsStore;
  leases: Leases;
  connections: readonly StoreConnection[];
  secrets?: readonly string[];
  evidence?: string;
  ttlMs?: number;
  graceMs?: number;
}) {
  const { store, leases, connections, ttlMs, graceMs } = options;
  const logger = mockServices.logger.mock();
  const progressed = jest.fn();
  const runner = new Runner({
    store,
    leases,
    connections: new Map(connections.map(one => [one.store.id, one])),
    evidence: new EvidenceIssuer({
      store,
      signer: testSigner(),
      ...(options.evidence && { files: new EvidenceFiles(options.evidence) }),
      environment: 'sandbox',
      logger,
    }),
    redactor: new Redactor(options.secrets ?? []),
    workDirectory: '/tmp/drills',
    clock: Date.now,
    monotonic: () => performance.now(),
    logger,
    onProgress: progressed,
    ...(ttlMs !== undefined && { ttlMs }),
    ...(graceMs !== undefined && { graceMs }),
  });
  return { runner, logger, progressed };
}
