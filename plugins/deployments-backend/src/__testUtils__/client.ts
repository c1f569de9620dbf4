import { createMockDirectory } from '@backstage/backend-test-utils';
import request, { Response } from 'supertest';
import { aReport, as, CI, startPortal } from './portal';

type Portal = Awaited<ReturnType<typeof startPortal>>;

const directory = createMockDirectory();
let keys = 0;

/** The portal of the test that runs; it starts before each and stops after it. */
export const portal = {} as Portal;

beforeEach(async () => {
  Object.assign(portal, await startPortal(directory));
});

afterEach(() => portal.stop());

/** Reads as somebody. */
export const get = (path: string, who: string) =>
  request(portal.app).get(path).set('Authorization', who);
/** Writes as somebody, with a key of its own unless one is given. */
export const post = (
  path: string,
  who: string,
  body: object = {},
  key = `key-of-one-test-${++keys}`,
) =>
  request(portal.app)
    .post(path)
    .set('Authorization', who)
    .set('Idempotency-Key', key)
    .send(body);
/** Codes of the reasons of a refusal. */
export const codes = ({ body }: Response) =>
  body.error?.reasons?.map(({ code }: { code: string }) => code);

/** Reports a release as CI and gives its id. */
export async function released(
  version = '1.8.0',
  digit = '2',
  over: object = {},
) {
  const { body } = await post('/releases', CI, aReport(version, digit, over));
  return body.id as string;
}

/** Proposes a release for staging. */
export async function proposed(who = 'developer', release?: string) {
  const { body } = await post('/proposals', as(who), {
    release: release ?? (await released()),
    environment: 'staging',
  });
  const { body: view } = await get(`/proposals/${body.id}`, as('sre'));
  return {
    path: `/proposals/${body.id}`,
    id: body.id as string,
    fingerprint: view.proposal.fingerprint.approval as string,
  };
}

/** Waits until a proposal is in a state. */
export const until = (path: string, state: string) =>
  eventually(async () => {
    const { body } = await get(path, as('sre'));
    expect(body.proposal).toMatchObject({ state });
  });

/** Checks until it holds, or fails as it failed last. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const end = Date.now() + 15_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
