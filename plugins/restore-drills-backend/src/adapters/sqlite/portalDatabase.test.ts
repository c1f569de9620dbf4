import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Drill, NegativeControl } from '@textloom/plugin-restore-drills-common';
import knexFactory, { Knex } from 'knex';
import { eventually } from '../../__testUtils__/eventually';
import { readRestoreDrillsConfig } from '../../config';
import { createRestoreDrills } from '../../wiring';
import { startPortalFiles } from './__testUtils__/world';

const PLAN = 'portal-database-instance-loss';
const HOUR = 3_600_000;

jest.setTimeout(60_000);

/** As app-config.yaml has it, with a heartbeat that a test can wait for. */
const configOf = (home: string) =>
  new ConfigReader({
    app: { baseUrl: 'http://portal' },
    sandbox: { enabled: true },
    'restore-drills': {
      workDirectory: join(home, 'drills'),
      stores: [
        {
          id: 'portal-database',
          title: "Portal's own databases",
          kind: 'sqlite',
          entity: 'component:default/textloom-portal',
          owner: 'group:default/sre',
          priority: 'P1',
          heartbeat: { seconds: 1 },
          targets: {
            'instance-loss': { rto: { hours: 1 }, rpo: { hours: 2 } },
          },
          plans: [
            {
              scenario: 'instance-loss',
              schedule: { every: 'day', hour: 2 },
              firstAfter: { milliseconds: 1 },
            },
          ],
          sqlite: {
            directory: join(home, 'state'),
            copies: join(home, 'copies'),
          },
        },
      ],
    },
  });

/** The portal's restore drills over its own database file. */
async function startPortal(home: string) {
  const knex: Knex = knexFactory({
    client: 'better-sqlite3',
    connection: join(home, 'state', 'restore-drills.sqlite'),
    useNullAsDefault: true,
  });
  const logger = mockServices.logger.mock();
  const drills = await createRestoreDrills(
    {
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      auth: mockServices.auth(),
      catalog: { getEntitiesByRefs: async () => ({ items: [] }) } as never,
      database: { getClient: async () => knex },
      logger,
      notifications: { send: async () => {} },
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      }),
      signals: { publish: async () => {} },
    },
    readRestoreDrillsConfig(configOf(home)),
  );
  drills.start();
  return {
    ...drills,
    logger,
    async close() {
      await drills.stop();
      await knex.destroy();
    },
  };
}

describe("The portal's own databases", () => {
  const caller = {
    credentials: mockCredentials.user('user:default/sre'),
    actor: 'user:default/sre',
  };
  let home: string;
  let stopWriting: () => void;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  const copies = async () =>
    (await readdir(join(home, 'copies')).catch(() => []))
      .sort()
      .filter(name => /^\d.*Z$/.test(name));
  const finished = (id: string): Promise<Drill> =>
    eventually(async () => {
      const drill = await portal.store.get(id);
      if (drill?.state !== 'Finished') {
        throw new Error(`The drill is ${drill?.state} at ${drill?.step}`);
      }
      return drill;
    });
  const drillOf = async (control?: NegativeControl): Promise<Drill> => {
    const { id } = await portal.service.start(
      caller,
      PLAN,
      control ? { control } : {},
      { idempotencyKey: `key of a drill ${control}` },
    );
    return finished(id);
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'portal-'));
    await mkdir(join(home, 'drills'));
    stopWriting = await startPortalFiles(join(home, 'state'));
    portal = await startPortal(home);
    await eventually(async () => {
      if ((await copies()).length === 0) {
        throw new Error('There is no copy yet');
      }
    });
    await portal.close();
    portal = await startPortal(home);
  });

  afterAll(async () => {
    await portal?.close();
    stopWriting?.();
    await rm(home, { recursive: true, force: true });
  });

  it('are drilled when it is time, from a copy that is no older than the start of the portal', async () => {
    const { items } = await eventually(async () => {
      const list = await portal.store.list({ plan: PLAN, limit: 2 });
      expect(list.items).toHaveLength(1);
      return list;
    });
    const { startedBy, outcome, findings, steps } = await finished(items[0].id);
    expect(startedBy).toBe('portal');
    expect(outcome).toEqual({ kind: 'verdict', verdict: 'PASS', problems: [] });
    expect(steps.every(({ state }) => state === 'passed')).toBe(true);
    const { frozen, rpa, rta, markers, verifications } = findings;
    expect(frozen?.backup.id).toBe((await copies())[1]);
    expect(rpa).toMatchObject({
      method: 'markers',
      lastSeq: frozen?.expectedSeq,
    });
    expect(markers?.max).toBe(frozen?.expectedSeq);
    expect(rpa?.lowerMs).toBeLessThanOrEqual(rpa?.upperMs ?? -1);
    expect(rpa?.upperMs).toBeLessThan(2 * HOUR);
    expect(rta?.fullMs).toBeLessThan(HOUR);
    expect(verifications?.map(({ name, state }) => [name, state])).toEqual([
      ['manifest', 'passed'],
      ['backup-identity', 'passed'],
      ['integrity_check', 'passed'],
      ['foreign_key_check', 'passed'],
      ['content-hash', 'passed'],
      ['user_version', 'passed'],
      ['row-counts', 'passed'],
    ]);
    expect(await readdir(join(home, 'drills'))).toEqual([]);
  });

  it('appear in the overview as proven', async () => {
    const { stores } = await portal.service.getOverview(caller, {});
    expect(stores).toMatchObject([
      {
        store: { id: 'portal-database', kind: 'sqlite' },
        exercised: true,
        plans: [
          { lastProven: { outcome: { verdict: 'PASS' } }, start: { ok: true } },
        ],
        heartbeat: { lastSeq: expect.any(Number) },
      },
    ]);
    expect(stores[0].plans[0].overdue).toBeUndefined();
  });

  it.each<[NegativeControl, string]>([
    ['flipped-byte', 'backup-damaged'],
    ['stale-copy', 'copy-stale'],
  ])('are found damaged by the control %s', async (control, code) => {
    const { outcome } = await drillOf(control);
    expect(outcome).toMatchObject({ kind: 'verdict', verdict: 'PASS' });
    expect(outcome).toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ code, subject: expect.any(String) }),
      ]),
    });
    expect(await readdir(join(home, 'drills'))).toEqual([]);
  });

  it('keep no trace of the drills, and the log no trouble', () => {
    expect(portal.logger.warn.mock.calls).toEqual([]);
    expect(portal.logger.error.mock.calls).toEqual([]);
  });
});
