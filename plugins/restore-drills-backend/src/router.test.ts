import { Drill, EvidenceFile } from '@textloom/plugin-restore-drills-common';
import request from 'supertest';
import { eventually } from './__testUtils__/eventually';
import {
  aConnection,
  FakeDriver,
  untilAborted,
} from './__testUtils__/fakeDriver';
import { startPortal } from './__testUtils__/portal';
import { drillId } from './__testUtils__/testDrills';
import { restoreDrillsRoutes } from './routes';
import { DrillProblem } from './service/ports';

const START = '/plans/orders-bad-write/drills';
const DRY_RUN = '/plans/orders-bad-write/dry-run';

describe('the API of restore drills', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let driver: FakeDriver;

  beforeEach(async () => {
    driver = new FakeDriver();
    portal = await startPortal([
      await aConnection({ driver }),
      {
        ...(await aConnection({ store: { id: 'users', kind: 'rds' } })),
        problem: { code: 'not-configured', subject: 'rds.instance' },
        plans: [],
      },
    ]);
  });

  afterEach(() => portal.stop());

  const drill = async (id: string): Promise<Drill> =>
    (await portal.get(`/drills/${id}`)).body.drill;
  const start = async (body: object = {}) => {
    const { body: summary } = await portal.post(START, body);
    return summary.id as string;
  };
  const ended = (id: string) =>
    eventually(async () => {
      const { body } = await portal.get(`/drills/${id}/evidence`);
      expect(body.document?.drill.state).toBe('Finished');
      return body as EvidenceFile;
    });
  const through = async () => {
    const id = await start();
    await ended(id);
    return id;
  };
  const failing = async () => {
    driver.answers.recover = () => {
      throw new DrillProblem({ code: 'did-not-start' });
    };
    return through();
  };
  /** A drill that stands in its restore. */
  const standing = async () => {
    driver.answers.restore = untilAborted;
    const id = await start();
    await eventually(() => expect(driver.calls).toContain('restore'));
    return id;
  };

  it('starts a drill, and tells of it while it runs and when it is over', async () => {
    const answer = await portal.post(START, { reason: 'before the audit' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      plan: 'orders-bad-write',
      startedBy: 'user:default/sre',
    });
    const { id } = answer.body;
    const { document } = await ended(id);
    expect(document.drill.outcome).toMatchObject({ verdict: 'PASS' });
    const { body } = await portal.get(`/drills/${id}`);
    expect(body).toMatchObject({
      chain: { state: 'verified' },
      evidence: { number: 1 },
      people: { 'user:default/sre': 'sre' },
      cancel: { ok: false, reason: 'already-finished' },
      acknowledge: { ok: false, reason: 'nothing-to-acknowledge' },
    });
    const log = await portal.get(`/drills/${id}/log`);
    expect(log.body.lines.map((line: { text: string }) => line.text)).toEqual([
      'asked for: before the audit',
      'copying base-1',
    ]);
    const later = await portal.get(`/drills/${id}/log?after=1`);
    expect(later.body.lines).toHaveLength(1);
    expect(portal.signals).toHaveBeenCalledWith(
      expect.objectContaining({ message: { drill: id, store: 'orders' } }),
    );
    expect(portal.sent).toHaveBeenCalledTimes(1);
    expect(portal.sent).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: ['user:default/sre'] },
      }),
    );
  });

  it('shows stores against their targets, and why one cannot be drilled', async () => {
    const id = await through();
    const { body } = await portal.get('/overview');
    const [orders, users] = body.stores;
    expect(orders).toMatchObject({
      exercised: true,
      heartbeat: { lastSeq: 10 },
      plans: [
        {
          last: { id },
          lastProven: { id },
          target: { rpoMs: 900_000 },
          start: { ok: true },
        },
      ],
    });
    expect(users).toMatchObject({ exercised: false, plans: [] });
    expect(body.recent).toMatchObject([{ id }]);
    const days = body.calendar.filter(
      (day: { drills: object[] }) => day.drills.length > 0,
    );
    expect(days).toMatchObject([{ drills: [{ id }] }]);
    expect(
      body.calendar.some(({ due }: { due: string[] }) =>
        due.includes('orders-bad-write'),
      ),
    ).toBe(true);
    const none = await portal.get('/overview?entity=resource:default/other');
    expect(none.body.stores).toEqual([]);
  });

  it('shows a store, a plan and the drills of either', async () => {
    const id = await through();
    const store = await portal.get('/stores/orders');
    expect(store.body).toMatchObject({
      store: { id: 'orders' },
      drills: [{ id }],
    });
    const plan = await portal.get('/plans/orders-bad-write');
    expect(plan.body).toMatchObject({
      store: { id: 'orders' },
      plan: { dueAt: expect.any(Number), last: { id } },
      drills: [{ id }],
    });
    const list = await portal.get('/drills?store=orders&limit=1');
    expect(list.body.items).toMatchObject([{ id }]);
  });

  it('tells what a drill would do, and touches nothing', async () => {
    const { status, body } = await portal.post(DRY_RUN);
    expect(status).toBe(200);
    expect(body).toMatchObject({ backup: { id: 'base-1' }, archiveFiles: 1 });
    expect(driver.calls).toEqual(['probe', 'freeze', 'plan']);
  });

  it('refuses a dry run of what a drill would refuse, with the problem', async () => {
    driver.answers.probe = () => {
      throw new DrillProblem({ code: 'tool-missing', subject: 'postgres' });
    };
    const { status, body } = await portal.post(DRY_RUN);
    expect(status).toBe(409);
    expect(body.error.problems).toEqual([
      { code: 'tool-missing', subject: 'postgres' },
    ]);
  });

  it('says that a store cannot be looked at, and not where it is', async () => {
    driver.answers.probe = () => {
      throw new Error('connect ECONNREFUSED db-7.internal:5432');
    };
    const { status, body } = await portal.post(DRY_RUN);
    expect(status).toBe(503);
    expect(body.error.message).toContain('Orders cannot be looked at now');
    expect(JSON.stringify(body)).not.toContain('db-7');
  });

  it('runs one drill of a store at a time', async () => {
    const id = await standing();
    const { status, body } = await portal.post(START);
    expect(status).toBe(409);
    expect(body.error).toMatchObject({ reason: 'drill-running', subject: id });
    const plan = await portal.get('/plans/orders-bad-write');
    expect(plan.body.plan).toMatchObject({
      running: { id },
      start: { ok: false, reason: 'drill-running' },
    });
  });

  it('starts no control that does not fit', async () => {
    const { status, body } = await portal.post(START, {
      control: 'rdb-beside-aof',
    });
    expect(status).toBe(409);
    expect(body.error.reason).toBe('control-not-available');
  });

  it('cancels what runs, once', async () => {
    const id = await standing();
    const answer = await portal.post(`/drills/${id}/cancel`, {
      reason: 'late',
    });
    expect(answer.status).toBe(200);
    expect(answer.body.state).toBe('Cancelling');
    await ended(id);
    expect((await drill(id)).outcome).toEqual({
      kind: 'cancelled',
      by: 'user:default/sre',
    });
    const again = await portal.post(`/drills/${id}/cancel`);
    expect(again.status).toBe(409);
    expect(again.body.error.reason).toBe('already-finished');
  });

  it('lets a failure be acknowledged, once and with a reason', async () => {
    const id = await failing();
    expect(portal.sent).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: {
          type: 'entity',
          entityRef: ['user:default/sre', 'group:default/sre'],
        },
        payload: expect.objectContaining({ severity: 'critical' }),
      }),
    );
    const path = `/drills/${id}/acknowledge`;
    expect((await portal.post(path)).status).toBe(400);
    const answer = await portal.post(path, { reason: 'the disk is replaced' });
    expect(answer.body.acknowledged).toBe(true);
    const again = await portal.post(path, { reason: 'again' });
    expect(again.body.error.reason).toBe('nothing-to-acknowledge');
    const view = await portal.get('/plans/orders-bad-write');
    expect(view.body.plan.overdue).toBeUndefined();
  });

  it('does the same request once', async () => {
    const key = 'one-and-the-same-key';
    const [one, other] = await Promise.all([
      portal.post(START, {}, 'sre', key),
      portal.post(START, {}, 'sre', key),
    ]);
    expect(one.body).toEqual(other.body);
    await ended(one.body.id);
    const later = await portal.post(START, {}, 'sre', key);
    expect(later.body).toEqual(one.body);
    const another = await portal.post(
      START,
      { control: 'flipped-byte' },
      'sre',
      key,
    );
    expect(another.status).toBe(409);
    expect((await portal.get('/drills')).body.items).toHaveLength(1);
  });

  it('prints the report as a page that runs nothing', async () => {
    const id = await through();
    const page = await portal.get(`/drills/${id}/report?language=zh`);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain(
      "default-src 'none'",
    );
    expect(page.text).toContain('<html lang="zh-CN">');
    const english = await portal.get(`/drills/${id}/report`);
    expect(english.text).toContain('<html lang="en">');
    const other = await portal.get(`/drills/${id}/report?language=fr`);
    expect(other.status).toBe(400);
  });

  it('has no evidence before the end', async () => {
    const id = await standing();
    const { status, body } = await portal.get(`/drills/${id}/evidence`);
    expect(status).toBe(404);
    expect(body.error.message).toContain('no evidence');
  });

  it('puts every write on the record, also a refused one', async () => {
    await through();
    await portal.post(START, { control: 'rdb-beside-aof' });
    expect(portal.auditor.createEvent).toHaveBeenCalledTimes(2);
    expect(portal.audited.success).toHaveBeenCalledTimes(1);
    expect(portal.audited.fail).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['get', '/stores/other', 404],
    ['get', '/plans/other', 404],
    ['get', `/drills/${drillId(7)}`, 404],
    ['get', `/drills/${drillId(7)}/log`, 404],
    ['get', `/drills/${drillId(7)}/evidence`, 404],
    ['get', '/drills/..%2Fetc', 400],
    ['get', '/stores/NOT_A_STORE', 400],
    ['get', '/drills?limit=0', 400],
    ['get', '/drills?cursor=nonsense', 400],
    ['get', `/drills/${drillId(7)}/log?after=-1`, 400],
    ['post', '/plans/other/drills', 404],
    ['post', `/drills/${drillId(7)}/cancel`, 404],
    ['post', '/drills/7/cancel', 400],
  ] as const)('%s %s is %d', async (method, path, status) => {
    const answer = await (method === 'get'
      ? portal.get(path)
      : portal.post(path));
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.ts/);
  });

  it.each([
    [{ control: 'earthquake' }, 'control'],
    [{ reason: '' }, 'reason'],
    [{ reason: 'x'.repeat(1_001) }, 'reason'],
  ])('refuses to start with %j', async (body, field) => {
    const answer = await portal.post(START, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(field);
  });

  it('wants a key for each write, and JSON of a sensible size', async () => {
    const none = await portal.post(START, {}, 'sre', 'short');
    expect(none.status).toBe(400);
    const large = await portal.post(START, { reason: 'x'.repeat(60_000) });
    expect(large.status).toBe(413);
    const broken = await request(portal.app)
      .post(START)
      .set('Content-Type', 'application/json')
      .send('{');
    expect(broken.status).toBe(400);
  });

  it.each(
    restoreDrillsRoutes.map(route => [route.method, route.path] as const),
  )(
    '%s %s asks for its permission before it reads the input',
    async (method, path) => {
      const url = path.replace(/:\w+/g, 'NOT VALID');
      const answer = await (method === 'get'
        ? portal.get(url, 'finance')
        : portal.post(url, { reason: 7 }, 'finance'));
      expect(answer.status).toBe(403);
    },
  );

  it('lets who may look see what they may not do', async () => {
    const id = await standing();
    const { body } = await portal.get(`/drills/${id}`, 'developer');
    expect(body.cancel).toEqual({ ok: false, reason: 'no-permission' });
    const started = await portal.post(START, {}, 'developer');
    expect(started.status).toBe(403);
    const cancelled = await portal.post(
      `/drills/${id}/cancel`,
      {},
      'team-lead',
    );
    expect(cancelled.status).toBe(403);
  });

  it('answers 304 to who has it already', async () => {
    const id = await through();
    const path = `/drills/${id}/evidence`;
    const { headers } = await portal.get(path);
    const again = await portal.get(path).set('If-None-Match', headers.etag);
    expect(again.status).toBe(304);
  });
});
