import {
  AuthenticationStrategy,
  ClusterDetails,
  KubernetesCredential,
} from '@backstage/plugin-kubernetes-node';
import { renewAt, StrategyCredentialSource } from './credentials';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function bearer(token: string): KubernetesCredential {
  return { type: 'bearer token', token };
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

describe('renewAt', () => {
  const inMinutes = (credential: KubernetesCredential) =>
    (renewAt(credential, NOW) - NOW) / 60_000;

  it('is a minute before a JWT expires', () => {
    const exp = NOW / 1000 + 3600;
    const jwt = `e30.${base64url(JSON.stringify({ exp }))}.c2ln`;
    expect(inMinutes(bearer(jwt))).toBe(59);
  });

  it('is fourteen minutes after an EKS token was signed', () => {
    const url =
      'https://sts.ap-southeast-1.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Date=20260101T000200Z&X-Amz-Expires=0';
    expect(inMinutes(bearer(`k8s-aws-v1.${base64url(url)}`))).toBe(16);
  });

  it.each([
    ['an opaque token', 'abcdef'],
    ['something that looks like a JWT', 'a.b.c'],
    ['a JWT without end', `e30.${base64url('{}')}.c2ln`],
    ['a JWT with a wrong end', `e30.${base64url('{"exp":"soon"}')}.c2ln`],
    ['a broken EKS token', 'k8s-aws-v1.%%%'],
    ['an EKS token without date', `k8s-aws-v1.${base64url('https://sts/')}`],
  ])('is in a minute for %s', (_, token) => {
    expect(inMinutes(bearer(token))).toBe(1);
  });

  it('is in a minute for a certificate that cannot be read', () => {
    expect(
      inMinutes({ type: 'x509 client certificate', cert: 'x', key: 'y' }),
    ).toBe(1);
  });
});

describe('StrategyCredentialSource', () => {
  let now = NOW;
  const clock = () => now;
  const details = (provider: string): ClusterDetails => ({
    name: 'prod',
    url: 'https://prod',
    authMetadata: { 'kubernetes.io/auth-provider': provider },
  });
  const strategy = (
    getCredential: AuthenticationStrategy['getCredential'],
  ): AuthenticationStrategy => ({
    getCredential,
    validateCluster: () => [],
    presentAuthMetadata: () => ({}),
  });

  it('asks the strategy of the cluster once, until the credential must be renewed', async () => {
    const getCredential = jest.fn(async () => bearer('t'));
    const source = new StrategyCredentialSource(
      details('aws'),
      { aws: strategy(getCredential) },
      clock,
    );
    await Promise.all([source.get(), source.get()]);
    now += 59_000;
    await source.get();
    expect(getCredential).toHaveBeenCalledTimes(1);
    expect(getCredential).toHaveBeenCalledWith(details('aws'), {});
    now += 2_000;
    await source.get();
    expect(getCredential).toHaveBeenCalledTimes(2);
    source.invalidate();
    await source.get();
    expect(getCredential).toHaveBeenCalledTimes(3);
  });

  it('takes the token of a service account from the configuration, without the strategy', async () => {
    const getCredential = jest.fn();
    const configured = details('serviceAccount');
    const source = new StrategyCredentialSource(
      {
        ...configured,
        authMetadata: { ...configured.authMetadata, serviceAccountToken: 't' },
      },
      { serviceAccount: strategy(getCredential) },
      clock,
    );
    await expect(source.get()).resolves.toEqual(bearer('t'));
    expect(getCredential).not.toHaveBeenCalled();
  });

  it('asks the strategy for the token of a service account that is only in its pod', async () => {
    const source = new StrategyCredentialSource(
      details('serviceAccount'),
      { serviceAccount: strategy(async () => bearer('pod')) },
      clock,
    );
    await expect(source.get()).resolves.toEqual(bearer('pod'));
  });

  it('asks again after the strategy failed', async () => {
    let broken = true;
    const source = new StrategyCredentialSource(
      details('aws'),
      {
        aws: strategy(async () => {
          if (broken) {
            throw new Error('no role');
          }
          return bearer('t');
        }),
      },
      clock,
    );
    await expect(source.get()).rejects.toMatchObject({
      problem: 'unauthenticated',
    });
    broken = false;
    await expect(source.get()).resolves.toEqual(bearer('t'));
  });

  const anonymous = strategy(async () => ({ type: 'anonymous' }));
  const sourceOf = (provider: string) =>
    new StrategyCredentialSource(
      details(provider),
      { google: anonymous, localKubectlProxy: anonymous },
      clock,
    );

  it.each([
    ['has no strategy', 'oidc'],
    ['needs the token of a viewer', 'google'],
  ])('gives nothing where the provider %s', async (_, provider) => {
    await expect(sourceOf(provider).get()).rejects.toMatchObject({
      problem: 'unauthenticated',
    });
  });

  it('gives anonymous access to a local proxy', async () => {
    await expect(sourceOf('localKubectlProxy').get()).resolves.toEqual({
      type: 'anonymous',
    });
  });
});
