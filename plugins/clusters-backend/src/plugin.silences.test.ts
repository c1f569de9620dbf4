import { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import { mockServices, TestBackend } from '@backstage/backend-test-utils';
import { AlertsView, SilenceFacts } from '@textloom/plugin-clusters-common';
import request from 'supertest';
import {
  assertIdle,
  DEVELOPER,
  eventually,
  FINANCE,
  SRE,
  startPortal,
} from './__testUtils__/portal';
import {
  FakeAlertmanager,
  startFakeAlertmanager,
} from './testUtils/fakeAlertmanager';
import {
  startSmallApiServer,
  SmallApiServer,
} from './testUtils/smallApiServer';

const PATH = '/api/clusters/clusters/prod';
const MATCHERS = [
  { name: 'alertname', value: 'High', isRegex: false, isEqual: true },
];
const WANTED = { matchers: MATCHERS, minutes: 30, comment: 'known' };

/** Events of the audit log as the plugin wrote them, with how they ended. */
function auditLog() {
  const events: { asked: AuditorServiceCreateEventOptions; end?: string }[] =
    [];
  const { factory } = mockServices.auditor.mock({
    createEvent: async asked => {
      const event: (typeof events)[number] = { asked };
      events.push(event);
      return {
        success: async () => {
          event.end = 'success';
        },
        fail: async () => {
          event.end = 'fail';
        },
      };
    },
  });
  const silences = () =>
    events
      .filter(({ asked }) => asked.eventId.startsWith('silence-'))
      .map(({ asked: { eventId, severityLevel, meta }, end }) => ({
        eventId,
        severityLevel,
        meta,
        end,
      }));
  /** Authorization of the requests that the events stand for: it tells who it was. */
  const actors = () =>
    events
      .filter(({ asked }) => asked.eventId.startsWith('silence-'))
      .map(({ asked }) => asked.request?.headers.authorization);
  return { factory, silences, actors };
}

describe('silences of the plugin in front of an Alertmanager', () => {
  const log = auditLog();
  let api: SmallApiServer;
  let alertmanager: FakeAlertmanager;
  let backend: TestBackend;
  let silence: SilenceFacts;
  const post = (authorization: string) =>
    request(backend.server)
      .post(`${PATH}/silences`)
      .set('Authorization', authorization)
      .send(WANTED);
  const expire = (authorization: string) =>
    request(backend.server)
      .delete(`${PATH}/silences/${silence.id}`)
      .set('Authorization', authorization);
  const shown = async () => {
    const { body } = await request(backend.server)
      .get(`${PATH}/alerts`)
      .set('Authorization', DEVELOPER);
    const { silences } = body as AlertsView;
    return silences.map(({ id, state }) => [id, state]);
  };

  beforeAll(async () => {
    api = await startSmallApiServer();
    alertmanager = await startFakeAlertmanager();
    const { url, token } = alertmanager;
    backend = await startPortal(api, async () => {}, [log.factory], {
      sources: [{ cluster: 'prod', alertmanager: { url, token } }],
    });
    await eventually(async () => {
      await request(backend.server)
        .get(`${PATH}/alerts`)
        .set('Authorization', SRE)
        .expect(200);
    });
  });
  afterAll(async () => {
    await backend.stop();
    await eventually(async () => assertIdle(api));
    await api.close();
    await alertmanager.close();
  });

  it.each([
    ['a developer, who may see alerts', DEVELOPER],
    ['a person who may do nothing', FINANCE],
  ])('are denied to %s, and nothing is written', async (_, who) => {
    expect((await post(who)).status).toBe(403);
    expect(alertmanager.silences()).toEqual([]);
    expect(log.silences()).toEqual([]);
  });

  it('are created in the name of who asked, on the record, and shown', async () => {
    const before = Date.now();
    const answer = await post(SRE);
    expect(answer.status).toBe(201);
    silence = answer.body;
    expect(silence).toMatchObject({
      state: 'active',
      matchers: MATCHERS,
      createdBy: 'user:default/sre',
      comment: 'known',
    });
    const [kept] = alertmanager.silences();
    expect(alertmanager.silences()).toHaveLength(1);
    expect(kept).toMatchObject({
      id: silence.id,
      matchers: MATCHERS,
      createdBy: 'user:default/sre',
      comment: 'known',
    });
    expect(Date.parse(kept.startsAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(kept.endsAt) - Date.parse(kept.startsAt)).toBe(1_800_000);
    expect(log.silences()).toEqual([
      {
        eventId: 'silence-create',
        severityLevel: 'medium',
        meta: { cluster: 'prod', ...WANTED },
        end: 'success',
      },
    ]);
    expect(log.actors()).toEqual([SRE]);
    await eventually(async () => {
      expect(await shown()).toEqual([[silence.id, 'active']]);
    });
  });

  it('are ended by who may, on the record', async () => {
    expect((await expire(DEVELOPER)).status).toBe(403);
    expect(alertmanager.silences()[0].status.state).toBe('active');
    expect((await expire(SRE)).status).toBe(204);
    expect(alertmanager.silences()[0].status.state).toBe('expired');
    expect(log.silences().slice(1)).toEqual([
      {
        eventId: 'silence-expire',
        severityLevel: 'medium',
        meta: { cluster: 'prod', silence: silence.id },
        end: 'success',
      },
    ]);
  });

  it('that Alertmanager does not know are on the record as failed', async () => {
    const gone = await request(backend.server)
      .delete(`${PATH}/silences/00000000-0000-4000-8000-999999999999`)
      .set('Authorization', SRE);
    expect(gone.status).toBe(404);
    expect(log.silences().at(-1)).toMatchObject({
      eventId: 'silence-expire',
      end: 'fail',
    });
  });
});
