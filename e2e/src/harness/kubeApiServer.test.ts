import { kubeBuilderAssets, startKubeApiServer } from './kubeApiServer';
import { requestOnce } from './request';

describe('kubeBuilderAssets', () => {
  it('says why there is no API server to start', () => {
    expect(kubeBuilderAssets({})).toEqual({
      missing: 'KUBEBUILDER_ASSETS is not set',
    });
    expect(kubeBuilderAssets({ KUBEBUILDER_ASSETS: '/nonexistent' })).toEqual({
      missing: '/nonexistent lacks etcd and kube-apiserver',
    });
  });
});

const assets = kubeBuilderAssets();
const describeReal =
  'folder' in assets || process.env.CI ? describe : describe.skip;

describeReal('startKubeApiServer', () => {
  jest.setTimeout(90_000);

  it('serves with a certificate that its CA verifies, and ends', async () => {
    const server = await startKubeApiServer();
    const ca = Buffer.from(server.caData, 'base64').toString('utf8');
    try {
      const answer = await requestOnce({
        url: `${server.url}/api/v1/namespaces`,
        token: server.token,
        ca,
      });
      expect(answer.status).toBe(200);
      const refused = await requestOnce({
        url: `${server.url}/api/v1/nodes`,
        token: server.restrictedToken,
        ca,
      });
      expect(refused.status).toBe(403);
    } finally {
      await server.stop();
    }
    await expect(
      requestOnce({ url: server.url, token: server.token, ca }),
    ).rejects.toThrow('ECONNREFUSED');
  });
});
