import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { describeDatabases } from '@textloom/backend-kit/testUtils';
import {
  approve,
  happens,
  makeProposal,
  STARTED,
  SUCCEEDED,
  uuid,
} from '../__testUtils__/proposals';
import { connectDeployments } from '../database/connectDeployments';
import { readLog } from '../database/readLog';
import { EventRow, eventRow, snapshotRow } from '../database/rows';
import { CheckpointFile, ReadCheckpoints } from './CheckpointFile';
import { report } from './report';
import { verifyLog } from './verifyLog';

const FIRST = uuid(1);

type Knex = Awaited<ReturnType<DatabaseService['getClient']>>;

const verified = async (database: Knex, checkpoints: ReadCheckpoints) =>
  report(await readLog(database, log => verifyLog(log, checkpoints)));

describeDatabases('verify-log', databases => {
  let directory: string;
  let database: Knex;
  let file: CheckpointFile;

  const found = async () => verified(database, await file.read());
  const event = (sequence: number) =>
    database<EventRow>('proposal_events').where({ proposal: FIRST, sequence });
  const cutTail = async (sequence: number) => {
    await database('proposal_events')
      .where({ proposal: FIRST })
      .andWhere('sequence', '>', sequence)
      .delete();
  };

  /** Five proposals in all that happens, with the checkpoints that the portal writes. */
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkpoints-'));
    file = new CheckpointFile(directory);
    const service = await databases.create();
    database = await service.getClient();
    const { store, stop } = await connectDeployments(service, {
      checkpoints: directory,
      logger: mockServices.logger.mock(),
    });
    await makeProposal(store, 1);
    await approve(store, 1, 'lead');
    await approve(store, 1, 'sre');
    for (const n of [2, 3, 4, 5]) {
      await makeProposal(store, n);
    }
    await happens(store, 2, STARTED, SUCCEEDED);
    await happens(store, 3, STARTED, SUCCEEDED);
    await happens(
      store,
      4,
      STARTED,
      {
        type: 'rollback-started',
        trigger: { kind: 'health', message: 'down' },
      },
      { type: 'rolled-back', digests: [] },
    );
    await happens(store, 5, STARTED);
    await stop();
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('finds nothing in what the portal has written', async () => {
    const { ok, text } = await found();
    expect(text).toMatch(
      /^5 proposals, \d+ events, [12] checkpoints?, chain ok$/,
    );
    expect(ok).toBe(true);
  });

  it('finds nothing in an empty database', async () => {
    const service = await databases.create();
    await connectDeployments(service, { logger: mockServices.logger.mock() });
    const { text } = await verified(await service.getClient(), {
      checkpoints: [],
      brokenLines: [],
    });
    expect(text).toBe('0 proposals, 0 events, 0 checkpoints, chain ok');
  });

  const EVENT_2 = `proposal_events, proposal ${FIRST}, event 2:`;

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'one byte of an event',
      EVENT_2,
      async () => {
        const row = await event(2).first();
        const text = row?.event.replace('approve', 'approvf');
        await event(2).update({ event: text });
      },
    ],
    [
      'a byte between the words of an event',
      EVENT_2,
      async () => {
        const row = await event(2).first();
        await event(2).update({ event: `${row?.event} ` });
      },
    ],
    ['who did it', EVENT_2, () => event(2).update({ actor: 'user:default/x' })],
    ['when', EVENT_2, () => event(2).update({ at: 5 })],
    [
      'what was approved',
      EVENT_2,
      () => event(2).update({ fingerprint: 'f'.repeat(64) }),
    ],
    ['by which rules', EVENT_2, () => event(2).update({ policy_version: 'p' })],
    ['a hash', EVENT_2, () => event(2).update({ hash: 'f'.repeat(64) })],
    [
      'an event that was dropped',
      `proposal_events, proposal ${FIRST}, event 3: Event 2 is missing`,
      () => event(2).delete(),
    ],
    [
      'the last event that was dropped',
      `proposal_events, proposal ${FIRST}, event`,
      () => cutTail(2),
    ],
    [
      'two events that changed places',
      EVENT_2,
      async () => {
        await event(2).update({ sequence: 99 });
        await event(3).update({ sequence: 2 });
        await event(99).update({ sequence: 3 });
      },
    ],
    [
      'an event of another proposal',
      EVENT_2,
      async () => {
        await event(2).delete();
        await database('proposal_events')
          .where({ proposal: uuid(2), sequence: 2 })
          .update({ proposal: FIRST });
      },
    ],
    [
      'a snapshot',
      `proposals, proposal ${FIRST}: not what the log says: body`,
      async () => {
        const row = await database('proposals').where({ id: FIRST }).first();
        await database('proposals')
          .where({ id: FIRST })
          .update({ body: row.body.replace('"lead"', '"dave"') });
      },
    ],
    [
      'a column',
      `proposals, proposal ${FIRST}: not what the log says: state`,
      () => database('proposals').where({ id: FIRST }).update({ state: 'X' }),
    ],
    [
      'a version',
      `proposals, proposal ${FIRST}: the row has version 1, and the log`,
      () => database('proposals').where({ id: FIRST }).update({ version: 1 }),
    ],
    [
      'a proposal without its row',
      `proposals, proposal ${FIRST}: the row is missing`,
      () => database('proposals').where({ id: FIRST }).delete(),
    ],
    [
      'a proposal without a trace',
      `proposals, proposal ${FIRST}: the row is missing; a checkpoint knows`,
      async () => {
        await database('proposals').where({ id: FIRST }).delete();
        await database('proposal_events').where({ proposal: FIRST }).delete();
      },
    ],
    [
      'who executes',
      `places, proposal ${FIRST}: the row is not what the log says`,
      () => database('places').update({ executing: FIRST }),
    ],
    [
      'what has succeeded',
      `successes, proposal ${uuid(2)}: the row is not what the log says`,
      () =>
        database('successes')
          .where({ proposal: uuid(2) })
          .update({ until: null }),
    ],
    [
      'a success that was dropped',
      `successes, proposal ${uuid(3)}: the log says`,
      () =>
        database('successes')
          .where({ proposal: uuid(3) })
          .delete(),
    ],
    [
      'what was rolled back',
      `denied_releases, proposal ${uuid(4)}: the log says`,
      () => database('denied_releases').delete(),
    ],
  ])('names %s', async (_, named, tamper) => {
    await tamper();
    const { ok, text } = await found();
    expect(ok).toBe(false);
    expect(text).toContain(named);
  });

  it('finds a log that was written anew as a whole, by the checkpoints alone', async () => {
    const { store, stop } = await connectDeployments(await databases.create(), {
      logger: mockServices.logger.mock(),
    });
    await makeProposal(store, 1);
    await approve(store, 1, 'lead2');
    await approve(store, 1, 'sre2');
    await stop();
    const rewritten = await store.log(FIRST);
    const forged = await store.get(FIRST);
    await database('proposal_events').where({ proposal: FIRST }).delete();
    await database('proposals').where({ id: FIRST }).delete();
    // As if the portal had written it.
    await database('proposal_events').insert(rewritten.map(eventRow));
    await database('proposals').insert(snapshotRow(forged));
    expect((await found()).text).toContain('not the one of the checkpoint');
    await rm(file.path);
    expect((await found()).ok).toBe(true);
  });

  it('names a line of the checkpoints that was changed, and only that', async () => {
    const text = await readFile(file.path, 'utf8');
    const line = JSON.parse(text.split('\n')[0]);
    line.heads = [];
    const others = text.split('\n').slice(1);
    await writeFile(file.path, [JSON.stringify(line), ...others].join('\n'));
    const result = await found();
    expect(result.text).toContain('checkpoints, line 1: ');
    expect(result.text).toContain('1 problem');
  });
});
