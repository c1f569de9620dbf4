import { ClusterDetails } from '@backstage/plugin-kubernetes-node';
import { isPlainRemote, resolveTarget, Surroundings } from './target';

const outside: Surroundings = {
  env: {},
  exists: () => false,
  read: path => Buffer.from(`content of ${path}`),
};
const inside: Surroundings = {
  ...outside,
  env: { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' },
  exists: path => path.startsWith('/var/run/secrets/kubernetes.io/'),
};

function details(more: Partial<ClusterDetails> = {}): ClusterDetails {
  return {
    name: 'prod',
    url: 'https://prod:6443/base',
    authMetadata: { 'kubernetes.io/auth-provider': 'serviceAccount' },
    ...more,
  };
}

describe('resolveTarget', () => {
  it('trusts the machine, unless told otherwise', () => {
    expect(resolveTarget(details(), outside)).toEqual({
      url: new URL('https://prod:6443/base'),
      ca: undefined,
      rejectUnauthorized: true,
    });
    expect(
      resolveTarget(details({ skipTLSVerify: true }), outside),
    ).toMatchObject({ rejectUnauthorized: false });
  });

  it('reads caFile before caData', () => {
    const caData = Buffer.from('PEM').toString('base64');
    expect(resolveTarget(details({ caData }), outside).ca?.toString()).toBe(
      'PEM',
    );
    expect(
      resolveTarget(
        details({ caData, caFile: '/ca.crt' }),
        outside,
      ).ca?.toString(),
    ).toBe('content of /ca.crt');
  });

  it('is the own cluster for a service account without token inside of one', () => {
    const target = resolveTarget(details({ skipTLSVerify: true }), inside);
    expect(target.url.href).toBe('https://[fd00::1]:6443/');
    expect(target.ca?.toString()).toMatch(/ca\.crt$/);
    expect(target.rejectUnauthorized).toBe(true);
  });

  it('is the configured cluster when there is a token or another provider', () => {
    const settings: ClusterDetails['authMetadata'][] = [
      {
        'kubernetes.io/auth-provider': 'serviceAccount',
        serviceAccountToken: 't',
      },
      { 'kubernetes.io/auth-provider': 'aws' },
    ];
    for (const authMetadata of settings) {
      expect(
        resolveTarget(details({ authMetadata }), inside).url.hostname,
      ).toBe('prod');
    }
  });

  it('fails on what is no address', () => {
    expect(() => resolveTarget(details({ url: 'prod' }), outside)).toThrow();
  });
});

describe('isPlainRemote', () => {
  it.each([
    ['http://127.0.0.1:8001', false],
    ['http://localhost', false],
    ['http://[::1]:8001/', false],
    ['https://10.0.0.1', false],
    ['http://10.0.0.1', true],
    ['http://localhost.example.com', true],
    ['http://127.0.0.1.example.com', true],
  ])('of %s is %s', (url, plain) => {
    expect(isPlainRemote(url)).toBe(plain);
  });
});
