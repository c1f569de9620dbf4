import { ClustersClient } from './ClustersClient';

/** A client whose server answers every request alike, and the requests it got. */
function clientOf(status: number, body: unknown) {
  const urls: string[] = [];
  const client = new ClustersClient({
    fetchApi: {
      fetch: async input => {
        urls.push(String(input));
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'Content-Type': 'application/json' },
        });
      },
    },
  });
  return { client, urls };
}

describe('ClustersClient', () => {
  it.each([
    [(c: ClustersClient) => c.getFleet(), 'fleet'],
    [(c: ClustersClient) => c.getCluster('prod'), 'clusters/prod'],
    [
      (c: ClustersClient) => c.getNodeGroup('prod', 'workers'),
      'clusters/prod/node-groups/workers',
    ],
    [(c: ClustersClient) => c.getNode('prod', 'n1'), 'clusters/prod/nodes/n1'],
    [
      (c: ClustersClient) => c.getNode('arn:aws:eks:x:1:cluster/a b', '../n?'),
      'clusters/arn%3Aaws%3Aeks%3Ax%3A1%3Acluster%2Fa%20b/nodes/..%2Fn%3F',
    ],
    [
      (c: ClustersClient) =>
        c.getWorkloads('prod', { unhealthy: true, query: 'a&b' }),
      'clusters/prod/workloads?unhealthy=true&query=a%26b',
    ],
    [
      (c: ClustersClient) =>
        c.getWorkload('prod', {
          kind: 'Deployment',
          namespace: 'n',
          name: 'w',
        }),
      'clusters/prod/workloads/n/Deployment/w',
    ],
    [
      (c: ClustersClient) =>
        c.getHeadroom('prod', { cpuMillis: 500, memoryBytes: 1024 }),
      'clusters/prod/headroom?cpuMillis=500&memoryBytes=1024',
    ],
    [(c: ClustersClient) => c.getAlerts('prod'), 'clusters/prod/alerts'],
    [
      (c: ClustersClient) =>
        c.createSilence('prod', { matchers: [], minutes: 5, comment: 'why' }),
      'clusters/prod/silences',
    ],
    [
      (c: ClustersClient) =>
        c.getChart('prod', 'memory', { from: 'a', to: 'b' }),
      'clusters/prod/charts/memory?from=a&to=b',
    ],
    [
      (c: ClustersClient) => c.getHistory('prod', { from: 'a', to: 'b' }),
      'clusters/prod/history?from=a&to=b',
    ],
    [(c: ClustersClient) => c.search('a b'), 'search?query=a+b'],
    [(c: ClustersClient) => c.getComponent('api'), 'components/api'],
  ])('asks for what it is asked for', async (call, path) => {
    const answer = { generatedAt: 'then' };
    const { client, urls } = clientOf(200, answer);
    await expect(call(client)).resolves.toEqual(answer);
    expect(urls).toEqual([`plugin://clusters/${path}`]);
  });

  it("fails with the server's words", async () => {
    const { client } = clientOf(404, {
      error: { name: 'NotFoundError', message: 'No cluster prod' },
      response: { statusCode: 404 },
    });
    await expect(client.getCluster('prod')).rejects.toMatchObject({
      name: 'ResponseError',
      cause: { name: 'NotFoundError', message: 'No cluster prod' },
    });
  });
});
