import { writeSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectPostgres } from '@textloom/backend-kit/testUtils';
import {
  DrillEvent,
  EvidenceFile,
} from '@textloom/plugin-restore-drills-common';
import { DatabaseDrillsStore } from '../../database/DatabaseDrillsStore';
import { DatabaseLeases } from '../../database/DatabaseLeases';
import { EvidenceFiles } from '../../evidence/EvidenceFiles';
import { EvidenceIssuer } from '../../evidence/EvidenceIssuer';
import { signerOf } from '../../evidence/keys';
import { Decide, TransactOptions } from '../../service/DrillsStore';
import { Redactor } from '../../tasks/Redactor';
import { Runner } from '../../tasks/Runner';
import { aTestPlan, aTestStore } from '../testDrills';
import { FileDriver } from './FileDriver';

/** What a worker is told to do. */
export interface Order {
  drill: string;
  /** Where it stands still until it is killed; undefined to go through. */
  standAt?: string;
}

/** Where the worker finds its world. */
export interface World {
  host: string;
  user: string;
  database: string;
  source: string;
  workDirectory: string;
  journal: string;
  evidence: string;
  pem: string;
}

const silent = {
  child: () => silent,
  error: () => {},
  warn: (message: string) => process.stderr.write(`${message}\n`),
  info: () => {},
  debug: () => {},
} as never;

/** Says where it is and does nothing more, as a process does that is stopped at this very instruction. */
function standStill(place: string): never {
  writeSync(1, `stands at ${place}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('It was to be killed');
}

const labelOf = (event: DrillEvent | undefined) =>
  event && `${event.type}${'step' in event ? `:${event.step}` : ''}`;

/** Stands still inside a transaction before its event is there, or right after it is. */
class StandingStore extends DatabaseDrillsStore {
  standAt?: string;

  async transact(id: string, options: TransactOptions, decide: Decide) {
    const result = await super.transact(id, options, input => {
      const events = decide(input);
      this.#pass(`before ${labelOf(events[0])}`);
      return events;
    });
    this.#pass(`after ${labelOf(result.events[0])}`);
    return result;
  }

  async appendEvidence(
    drill: string,
    build: (place: { number: number; previousHash: string }) => EvidenceFile,
  ) {
    const file = await super.appendEvidence(drill, place => {
      this.#pass('before evidence');
      return build(place);
    });
    this.#pass('after evidence');
    return file;
  }

  #pass(place: string) {
    if (place === this.standAt) {
      standStill(place);
    }
  }
}

async function work(): Promise<void> {
  const world: World = JSON.parse(process.env.WORKER_WORLD ?? '');
  const knex = connectPostgres(world, world.database);
  const store = new StandingStore(knex);
  await store.now();
  writeSync(1, 'ready\n');
  const [line] = await once(createInterface(process.stdin), 'line');
  const { drill, standAt }: Order = JSON.parse(line);
  store.standAt = standAt;
  const files = new EvidenceFiles(world.evidence);
  const runner = new Runner({
    store,
    leases: new DatabaseLeases(knex, `worker-${process.pid}`),
    connections: new Map([
      [
        'orders',
        {
          store: aTestStore(),
          plans: [aTestPlan()],
          ledger: store.ledger,
          markers: {
            prepare: async () => 10,
            write: async () => ({}),
            archived: async newest => newest.find(({ seq }) => seq === 9),
            close: async () => {},
          },
          driver: new FileDriver({
            ...world,
            within: step => {
              if (standAt === `in ${step}`) {
                standStill(standAt);
              }
            },
          }),
        },
      ],
    ]),
    evidence: new EvidenceIssuer({
      store,
      signer: signerOf(world.pem),
      files,
      environment: 'sandbox',
      logger: silent,
    }),
    redactor: new Redactor([]),
    workDirectory: world.workDirectory,
    clock: Date.now,
    monotonic: () => performance.now(),
    logger: silent,
    onProgress: () => {},
    ttlMs: 30_000,
  });
  runner.start();
  const isThrough = async () => {
    const file = await store.evidence(drill);
    const there = await files.numbers();
    return file !== undefined && there.has(file.document.number);
  };
  while (!(await isThrough())) {
    await sleep(50);
  }
  writeSync(1, 'through\n');
  await runner.stop();
  await knex.destroy();
}

work().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
