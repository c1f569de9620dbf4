import { signInFailure } from './signInFailure';

const withStatus = (statusCode: number) =>
  Object.assign(new Error('x'), { statusCode });

it.each([
  [404, 'unknownUser', true],
  [401, 'refused', false],
  [403, 'refused', false],
  [500, 'server', false],
  [503, 'server', true],
])('%s is %s, passing: %s', (status, reason, passing) => {
  expect(signInFailure(withStatus(status))).toEqual({
    reason,
    status,
    passing,
  });
});

it('takes anything without a status as unreachable', () => {
  expect(signInFailure(new TypeError('Failed to fetch'))).toEqual({
    reason: 'unreachable',
    passing: true,
  });
  expect(signInFailure(undefined).reason).toBe('unreachable');
});
