import { mockCredentials } from '@backstage/backend-test-utils';
import { actorOf, issuedAt } from './actorOf';

const token = (claims: unknown) =>
  `Bearer e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

describe('actorOf', () => {
  it.each([
    [
      'a person',
      mockCredentials.user('user:default/ana'),
      { ref: 'user:default/ana', kind: 'human', provenAt: 7 },
    ],
    [
      'an agent with the credentials of a person',
      mockCredentials.user('user:default/ana', {
        actor: { subject: 'plugin:mcp-actions' },
      }),
      { ref: 'user:default/ana', kind: 'agent' },
    ],
    [
      'a service',
      mockCredentials.service('ci'),
      { ref: 'ci', kind: 'service' },
    ],
  ])('knows %s', (_, credentials, actor) => {
    expect(actorOf(credentials, 7)).toEqual(actor);
  });

  it('has no proof where the token says nothing', () => {
    expect(actorOf(mockCredentials.user('user:default/ana'))).toEqual({
      ref: 'user:default/ana',
      kind: 'human',
    });
  });

  it('refuses nobody', () => {
    expect(() => actorOf(mockCredentials.none())).toThrow('Sign in first');
  });
});

describe('issuedAt', () => {
  it.each([
    [token({ iat: 1_700_000_000 }), 1_700_000_000_000],
    [token({ iat: '1700000000' }), undefined],
    [token({}), undefined],
    [token(null), undefined],
    ['Bearer e30.!.sig', undefined],
    ['Bearer mock-user-token', undefined],
    ['Basic a.b.c', undefined],
    [undefined, undefined],
  ])('%s', (header, at) => {
    expect(issuedAt(header)).toBe(at);
  });
});
