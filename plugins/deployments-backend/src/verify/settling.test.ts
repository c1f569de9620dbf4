import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { describeDatabases } from '@textloom/backend-kit/testUtils';
import { adopt, imageName, revert } from '@textloom/plugin-deployments-common';
import {
  aBaseline,
  anActor,
} from '@textloom/plugin-deployments-common/testUtils';
import {
  approve,
  decided,
  happens,
  makeProposal,
  PROD,
  STARTED,
  SUCCEEDED,
  uuid,
} from '../__testUtils__/proposals';
import { connectDeployments } from '../database/connectDeployments';
import { readLog } from '../database/readLog';
import { EventRow } from '../database/rows';
import { DeploymentsStore } from '../service/DeploymentsStore';
import { CheckpointFile } from './CheckpointFile';
import { report } from './report';
import { verifyLog } from './verifyLog';

type Knex = Awaited<ReturnType<DatabaseService['getClient']>>;

const DIVERGED = {
  type: 'diverged',
  observed: ['registry/api@sha256:7'],
  expected: [],
} as const;
const RUNNING = aBaseline().images.map(imageName);

describeDatabases('verify-log of what was adopted or restored', databases => {
  let directory: string;
  let database: Knex;
  let store: DeploymentsStore;
  let stop: () => Promise<void>;

  const verified = async () => {
    const file = await new CheckpointFile(directory).read();
    return report(await readLog(database, log => verifyLog(log, file)));
  };
  const acts = (n: number, ...[by, command]: Parameters<typeof decided>) =>
    store.transact(
      uuid(n),
      { actor: anActor(by), command: 'settle', place: PROD },
      decided(by, command),
    );

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkpoints-'));
    const service = await databases.create();
    database = await service.getClient();
    ({ store, stop } = await connectDeployments(service, {
      checkpoints: directory,
      logger: mockServices.logger.mock(),
    }));
    await makeProposal(store, 1);
    await approve(store, 1, 'lead');
    await happens(store, 1, STARTED, SUCCEEDED);
    await happens(store, 1, DIVERGED);
  });

  afterEach(async () => {
    await stop();
    await rm(directory, { recursive: true });
  });

  it('holds after an adoption, which is no success', async () => {
    expect((await store.owing()).map(({ id }) => id)).toEqual([uuid(1)]);
    const input = { running: RUNNING, reason: 'A hot fix' };
    await acts(1, 'sre', (proposal, ctx) => adopt(proposal, input, ctx));
    expect(await store.owing()).toEqual([]);
    expect((await store.adopted()).map(({ id }) => id)).toEqual([uuid(1)]);
    expect(await store.running()).toEqual(new Map());
    await stop();
    expect(await verified()).toMatchObject({ ok: true });
  });

  it('names the row when the reason of an adoption is changed', async () => {
    const input = { running: RUNNING, reason: 'A hot fix' };
    const { version } = await acts(1, 'sre', (proposal, ctx) =>
      adopt(proposal, input, ctx),
    );
    await stop();
    const row = () =>
      database<EventRow>('proposal_events').where({
        proposal: uuid(1),
        sequence: version,
      });
    const { event } = (await row().first())!;
    await row().update({ event: event.replace('hot', 'hat') });
    const { ok, text } = await verified();
    expect(ok).toBe(false);
    expect(text).toContain(`proposal ${uuid(1)}, event ${version}:`);
  });

  it('holds after a restoration, which succeeds again', async () => {
    const [before] = (await store.around(PROD)).successes;
    await acts(1, 'dev', (proposal, ctx) =>
      revert(proposal, { reason: 'Unknown' }, ctx),
    );
    const open = await store.open();
    expect(open.map(({ state }) => state)).toEqual(['Restoring']);
    await makeProposal(store, 2);
    const busy = await store.around(PROD, await store.get(uuid(2)));
    expect(busy.busyWith).toBe(uuid(1));

    await happens(store, 1, { type: 'restored', commit: 'c' }, SUCCEEDED);
    const { successes } = await store.around(PROD);
    expect(before.until).toBeDefined();
    expect(successes).toHaveLength(1);
    expect(successes[0].until).toBeUndefined();
    expect(await store.owing()).toEqual([]);
    await stop();
    expect(await verified()).toMatchObject({ ok: true });
  });

  it('is no longer asked for when something has succeeded since', async () => {
    await makeProposal(store, 2);
    await happens(store, 2, STARTED, SUCCEEDED);
    expect(await store.owing()).toEqual([]);
  });
});
