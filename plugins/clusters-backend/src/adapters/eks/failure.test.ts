import { SourceFailure } from '../../service/SourceFailure';
import { eksFailure } from './failure';

const error = (name: string, fields: object = {}) =>
  Object.assign(new Error('arn:aws:iam::111122223333:user/x'), {
    name,
    ...fields,
  });
const answered = (name: string, httpStatusCode: number) =>
  error(name, { $metadata: { httpStatusCode } });

describe('eksFailure', () => {
  it.each<[string, unknown, string]>([
    ['no route', error('Error', { code: 'EHOSTUNREACH' }), 'unreachable'],
    ['no such name', error('Error', { code: 'ENOTFOUND' }), 'unreachable'],
    ['no resolver', error('Error', { code: 'EAI_AGAIN' }), 'unreachable'],
    ['hung up', error('TimeoutError', { code: 'ECONNRESET' }), 'unreachable'],
    ['too slow', error('TimeoutError', { code: 'ETIMEDOUT' }), 'timeout'],
    ['given up', error('AbortError'), 'timeout'],
    ['no keys', error('CredentialsProviderError'), 'unauthenticated'],
    ['STS refuses', answered('AccessDenied', 403), 'forbidden'],
    ['old token', answered('ExpiredTokenException', 400), 'unauthenticated'],
    ['too often', answered('RequestLimitExceeded', 503), 'throttled'],
    ['redirected', answered('Unknown', 302), 'malformed'],
    ['no JSON', answered('SyntaxError', 502), 'server-error'],
    ['nothing', undefined, 'unreachable'],
    ['a text', 'broken', 'unreachable'],
    ['odd fields', { name: 7, code: {}, $metadata: 'x' }, 'unreachable'],
  ])('%s', (_, given, problem) => {
    expect(eksFailure(given)).toMatchObject({ problem });
  });

  it('names neither account nor host', () => {
    expect(eksFailure(answered('AccessDenied', 403)).message).toBe(
      'EKS: AccessDenied (403)',
    );
    expect(eksFailure(error('Error', { code: 'ENOTFOUND' })).message).toBe(
      'EKS: ENOTFOUND',
    );
  });

  it('leaves a failure that is known as it is', () => {
    const known = new SourceFailure('malformed', 'x');
    expect(eksFailure(known)).toBe(known);
  });
});
