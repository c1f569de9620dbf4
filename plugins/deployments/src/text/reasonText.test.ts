import { DeploymentsClient } from '@textloom/plugin-deployments-common';
import { everyReason } from '../__testUtils__/everything';
import { englishSay } from '../__testUtils__/englishSay';
import { createNameOf } from './names';
import { reasonsOf } from './reasonsOf';
import { reasonText, reasonTexts } from './reasonText';

const say = englishSay;
const nameOf = createNameOf(
  { 'user:default/sre': 'Zhao Min' },
  'user:default/sre',
  say,
);

it.each(everyReason)('$code is a whole sentence', reason => {
  const text = reasonText(reason, say, nameOf)!;
  expect(text).not.toContain('{{');
  expect(text).not.toContain('missing ');
  expect(text).not.toContain('–');
  expect(text).not.toMatch(/[0-9a-f]{20}|\d{12}/);
});

it('says dashes, never gaps, for what the server left out', () => {
  const text = reasonText({ code: 'is-author', params: {} }, say, nameOf);
  expect(text).toBe('– wrote – of the – commits.');
});

it('calls the reader You, by reference and by name', () => {
  const reasons = ['user:default/sre', 'Zhao Min'].map(person => ({
    code: 'is-requester' as const,
    params: { person },
  }));
  expect(reasonTexts(reasons, say, nameOf)).toEqual(['You requested it.']);
});

it('says why nobody can take a seat, person by person, also of older records', () => {
  const params = {
    level: 'sre',
    group: 'sre',
    people: 'ana wrote it',
    more: 1,
  };
  const reason = { code: 'unsatisfiable' as const, params };
  expect(reasonText(reason, say, nameOf)).toBe(
    'Nobody can take a seat of sre on level sre. ana wrote it',
  );
  const details = [
    { code: 'is-requester' as const, params: { person: 'Zhao Min' } },
  ];
  expect(reasonText({ ...reason, details }, say, nameOf)).toBe(
    'Nobody can take a seat of sre on level sre. You requested it. And 1 more.',
  );
});

it.each([
  ['', 'No incident of P0 or P1 is open.'],
  ['f1', 'f1 is not an open incident of P0 or P1.'],
])('says which incident is not open: %s', (incident, text) => {
  const params = { incident, severities: 'P0, P1' };
  const reason = { code: 'no-incident' as const, params };
  expect(reasonText(reason, say, nameOf)).toBe(text);
});

it.each([
  [
    'requests',
    3.4062957763671875,
    20,
    'The new version answered 3 requests; 20 are needed to judge it.',
  ],
  [
    'error-rate',
    4.000000001,
    1,
    'The error rate (%) of the new version is 4; the limit is 1.',
  ],
])('says a measured %s as people would', (figure, value, limit, text) => {
  const reason = {
    code: 'outside-limits' as const,
    params: { figure, value, limit },
  };
  expect(reasonText(reason, say, nameOf)).toBe(text);
});

it('leaves out what this version does not know', () => {
  const reason = { code: 'made-up', params: {} } as never;
  expect(reasonText(reason, say, nameOf)).toBeUndefined();
  expect(
    reasonText({ code: 'constructor', params: {} } as never, say, nameOf),
  ).toBeUndefined();
});

it.each([
  [{ body: { error: { reasons: everyReason } } }, everyReason.length],
  [{ reasons: everyReason.slice(0, 2) }, 2],
  [{ body: { error: { reasons: 'no' } } }, 0],
  [{ reasons: [null, 1, { code: 'expired' }] }, 0],
  [undefined, 0],
  ['text', 0],
])('reads reasons of %#', (error, count) => {
  expect(reasonsOf(error)).toHaveLength(count);
});

it('reads the reasons of a refusal as it comes over HTTP', async () => {
  const body = {
    error: {
      name: 'ConflictError',
      message: 'All seats are taken.',
      reasons: [{ code: 'level-complete', params: { level: 'sre' } }],
    },
    request: { method: 'POST', url: '/proposals/x/votes' },
    response: { statusCode: 409 },
  };
  const client = new DeploymentsClient({
    fetchApi: {
      fetch: async () =>
        new Response(JSON.stringify(body), {
          status: 409,
          headers: { 'content-type': 'application/json' },
        }),
    },
  });
  const error = await client
    .pause('7b9c2f5e-3c1d-4f6a-9f57-0a4f6f1d2b3c', {
      idempotencyKey: 'a-key-of-this-test',
    })
    .catch((thrown: unknown) => thrown);
  expect(reasonTexts(reasonsOf(error), say, nameOf)).toEqual([
    'All seats of level sre are taken.',
  ]);
});
