import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@textloom/backend-kit';
import {
  connectPostgres,
  hasPostgres,
  ScratchPostgres,
  startPostgres,
} from '@textloom/backend-kit/testUtils';
import { STEPS, verifyChain } from '@textloom/plugin-restore-drills-common';
import { Knex } from 'knex';
import { as } from '../__testUtils__/stores';
import { drillId, queues } from '../__testUtils__/testDrills';
import { Stay } from '../__testUtils__/crash/FileDriver';
import { Workers } from '../__testUtils__/crash/Workers';
import { findProcesses } from '../adapters/process';
import { DatabaseDrillsStore } from '../database/DatabaseDrillsStore';
import { signerOf } from '../evidence/keys';
import { verifyChainOf } from '../verify/verifyFiles';

const PEM = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
/** A step may be interrupted twice; the third time would end it. */
const STARTS = [
  'before claimed',
  'after claimed',
  ...STEPS.flatMap(step => [
    `before step-started:${step}`,
    `after step-started:${step}`,
  ]),
  'before finished',
  'after finished',
  'before evidence',
  'after evidence',
];
const ENDS = STEPS.flatMap(step => [
  `in ${step}`,
  `before step-passed:${step}`,
  `after step-passed:${step}`,
]);

const onServer = hasPostgres() || process.env.CI ? describe : describe.skip;

onServer('a backend that is killed', () => {
  let server: ScratchPostgres;
  let folder: string;
  let knex: Knex;
  let store: DatabaseDrillsStore;
  let workers: Workers;
  const place = (name: string) => join(folder, name);

  beforeAll(async () => {
    server = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), 'crash-'));
    knex = connectPostgres(server, 'postgres');
    await openDatabase(
      { getClient: async () => knex },
      '@textloom/plugin-restore-drills-backend',
    );
    store = new DatabaseDrillsStore(knex);
    for (const name of ['source', 'drills', 'evidence']) {
      await mkdir(place(name));
    }
    for (const name of ['a', 'b', 'c']) {
      await writeFile(place(`source/${name}`), name.repeat(10));
    }
    for (let seq = 1; seq <= 10; seq++) {
      const at = Date.now() - (11 - seq) * 1_000;
      await store.ledger.append({
        store: 'orders',
        seq,
        sentAt: at,
        ackedAt: at + 2,
      });
    }
    workers = new Workers({
      ...server,
      database: 'postgres',
      source: place('source'),
      workDirectory: place('drills'),
      journal: place('journal'),
      evidence: place('evidence'),
      pem: PEM,
    });
  }, 120_000);

  afterAll(async () => {
    await workers?.stop();
    await knex?.destroy();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const journal = (): Stay[] =>
    readFileSync(place('journal'), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));

  /** Runs a drill by processes that are killed one after the other, and the last of which goes through. */
  async function drill(n: number, killedAt: readonly string[]) {
    const id = drillId(n);
    await writeFile(place('journal'), '');
    await store.transact(id, as('sre'), queues(n));
    for (const standAt of killedAt) {
      const how = await workers.run({ drill: id, standAt });
      expect({ standAt, how }).toEqual({ standAt, how: 'killed' });
      // The time passes after which a lease that nobody renews is free.
      await knex('leases').update({ expires_at: 0 });
    }
    await expect(workers.run({ drill: id })).resolves.toBe('through');
    const after = await store.get(id);
    if (!after) {
      throw new Error(`There is no drill ${id}`);
    }
    return { drill: after, events: await store.events(id) };
  }

  async function expectNothingLeft() {
    expect(readdirSync(place('drills'))).toEqual([]);
    await expect(findProcesses(place('drills'))).resolves.toEqual([]);
    const { publicKey } = signerOf(PEM);
    const report = await verifyChainOf(place('evidence'), [publicKey]);
    expect(report.lines.join('\n')).toMatch(/chain ok$/);
  }

  it.each([
    [1, 'around the beginning of each step', STARTS],
    [2, 'within and around the end of each step', ENDS],
  ])(
    'goes on and is proven, and leaves nothing: drill %i, %s',
    async (n, _, killedAt) => {
      const { drill: after, events } = await drill(n, killedAt);
      expect(after.outcome).toEqual({
        kind: 'verdict',
        verdict: 'PASS',
        problems: [],
      });
      const passed = events.flatMap(({ event }) =>
        event.type === 'step-passed' ? [event.step] : [],
      );
      expect(passed).toEqual([...STEPS]);
      const ends = events.filter(({ event }) => event.type === 'finished');
      expect(ends).toHaveLength(1);
      expect(verifyChain(events).state).toBe('verified');
      const tokens = events.flatMap(({ event }) =>
        event.type === 'claimed' ? [event.token] : [],
      );
      expect(tokens).toEqual([...tokens].sort((a, b) => a - b));
      expect(new Set(tokens).size).toBe(tokens.length);
      expect(overlaps(journal())).toEqual([]);
      await expectNothingLeft();
    },
    300_000,
  );

  it('gives a step up that ends its process every time, and takes down what is there', async () => {
    const { drill: after } = await drill(3, [
      'in recover',
      'in recover',
      'in recover',
    ]);
    expect(after.outcome).toMatchObject({
      verdict: 'INVALID',
      problems: [{ code: 'abandoned', subject: 'recover' }],
    });
    await expectNothingLeft();
  }, 120_000);
});

/** Steps that were entered after a later one had been, or while another process was in one. */
function overlaps(stays: readonly Stay[]): Stay[] {
  let furthest = 0;
  let pid: number | undefined;
  const gone = new Set<number>();
  return stays.filter(stay => {
    const index = STEPS.indexOf(stay.step);
    if (stay.pid !== pid) {
      gone.add(pid ?? 0);
      pid = stay.pid;
    }
    const wrong = index < furthest || gone.has(stay.pid);
    furthest = Math.max(furthest, index);
    return wrong;
  });
}
