import {
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import { toFailure } from './failure';

const answered = (status: number, message: string) =>
  ResponseError.fromResponse({
    ok: false,
    status,
    statusText: 'x',
    url: 'http://localhost/api',
    headers: new Headers({
      'content-type': 'application/json',
      'x-request-id': '8c1f04',
    }),
    text: async () =>
      JSON.stringify({
        error: { name: 'Error', message },
        response: { statusCode: status },
      }),
  } as unknown as Response);

it.each([
  [403, 'denied'],
  [404, 'notFound'],
  [503, 'unreachable'],
  [500, 'error'],
])('reads an answer %d as %s', async (status, kind) => {
  expect(toFailure(await answered(status, 'the words'))).toEqual({
    kind,
    status,
    message: 'the words',
    requestId: '8c1f04',
  });
});

it('reads what was thrown without an answer', () => {
  expect(toFailure(new TypeError('Failed to fetch')).kind).toBe('unreachable');
  expect(toFailure(new NotAllowedError('no')).kind).toBe('denied');
  expect(toFailure(new NotFoundError('none')).kind).toBe('notFound');
  expect(toFailure('odd')).toEqual({ kind: 'error', message: 'odd' });
});
