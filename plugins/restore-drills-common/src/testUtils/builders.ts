import { CHAIN_START } from '@textloom/kernel';
import { Drill } from '../domain/drill';
import { DrillEvent, LoggedEvent } from '../domain/events';
import { EvidenceDocument, EvidenceFile } from '../domain/evidence';
import { fold } from '../domain/fold';
import { LedgerEntry } from '../domain/heartbeat';
import { evidenceHash } from '../domain/hash';
import { eventHash } from '../domain/log';
import { DrillPlan } from '../domain/plan';
import { Store } from '../domain/store';

/** Now, in tests: Sunday 29 November 2026, 12:00 UTC. */
export const TEST_NOW = Date.UTC(2026, 10, 29, 12);

/** A PostgreSQL store with the targets of the architecture and a marker every 5 seconds. */
export function aStore(store: Partial<Store> = {}): Store {
  const target = { rtoMs: 3_600_000, rpoMs: 900_000 };
  return {
    id: 'textloom-postgres',
    title: 'TextLoom PostgreSQL',
    kind: 'postgres',
    entity: 'resource:default/textloom-postgres',
    owner: 'group:default/sre',
    priority: 'P0',
    targets: { 'bad-write': target, 'instance-loss': target },
    heartbeatMs: 5_000,
    ...store,
  };
}

/** The monthly plan of a store for a bad write. */
export function aPlan(plan: Partial<DrillPlan> = {}): DrillPlan {
  const { store = 'textloom-postgres', scenario = 'bad-write' } = plan;
  return {
    id: `${store}-${scenario}`,
    store,
    scenario,
    target: { kind: 'latest' },
    schedule: { every: 'month', day: 1, hour: 2 },
    timeLimitMs: 7_200_000,
    assumed: { detectionMs: 300_000, responseMs: 900_000, switchMs: 60_000 },
    ...plan,
  };
}

/** A drill that was just asked for. */
export function aDrill(drill: Partial<Drill> = {}): Drill {
  const store = drill.store ?? aStore();
  const plan = drill.plan ?? aPlan({ store: store.id });
  return {
    id: 'drill-00c0ffee',
    version: 1,
    plan,
    store,
    target: store.targets[plan.scenario],
    state: 'Queued',
    startedBy: 'user:default/sre',
    queuedAt: TEST_NOW,
    steps: [],
    step: 'probe',
    findings: {},
    problems: [],
    ...drill,
  };
}

/** The drill after events, all at one moment and by one actor. */
export function after(
  drill: Drill,
  events: readonly DrillEvent[],
  { actor = 'portal', at = TEST_NOW }: { actor?: string; at?: number } = {},
): Drill {
  return events.reduce<Drill>(
    (before, event) => fold(before, { event, actor, at }),
    drill,
  );
}

/** Events as they stand in the log, with their chain. */
export function chained(
  drill: string,
  events: readonly { event: DrillEvent; actor: string; at: number }[],
): LoggedEvent[] {
  const log: LoggedEvent[] = [];
  for (const [index, entry] of events.entries()) {
    const previousHash = log[index - 1]?.hash ?? CHAIN_START;
    const fields = { drill, sequence: index + 1, ...entry };
    log.push({
      ...fields,
      previousHash,
      hash: eventHash(previousHash, fields),
    });
  }
  return log;
}

/** Entries of a ledger: a marker every `everyMs`, acknowledged `ackMs` after it was sent. */
export function aLedger(options: {
  store?: string;
  firstSeq: number;
  count: number;
  firstSentAt: number;
  everyMs?: number;
  ackMs?: number;
}): LedgerEntry[] {
  const { store = 'textloom-postgres', everyMs = 5_000, ackMs = 40 } = options;
  return Array.from({ length: options.count }, (_, index) => {
    const sentAt = options.firstSentAt + index * everyMs;
    return {
      store,
      seq: options.firstSeq + index,
      sentAt,
      ackedAt: sentAt + ackMs,
    };
  });
}

/** An evidence file; the signature is empty unless one is given for the hash. */
export function anEvidence(
  document: Pick<EvidenceDocument, 'drill' | 'events'> &
    Partial<EvidenceDocument>,
  sign: (hash: string) => EvidenceFile['signature'] = () => ({
    algorithm: 'Ed25519',
    publicKey: '',
    value: '',
  }),
): EvidenceFile {
  const whole: EvidenceDocument = {
    format: 'textloom-drill-evidence/1',
    number: 1,
    previousHash: CHAIN_START,
    issuedAt: TEST_NOW,
    environment: 'sandbox',
    log: [],
    ...document,
  };
  const hash = evidenceHash(whole);
  return { document: whole, hash, signature: sign(hash) };
}
