import { ClusterFacts } from '../domain/facts';
import { aClusterFacts, aCondition, someNodes } from './builders';
import { InMemoryClustersClient } from './InMemoryClustersClient';

const facts = (...lost: number[]): ClusterFacts[] => [
  aClusterFacts({
    nodes: someNodes(3, 'workers', index =>
      lost.includes(index)
        ? { conditions: [aCondition('Ready', 'Unknown')] }
        : {},
    ),
  }),
];

describe('InMemoryClustersClient', () => {
  it('answers with what the rules say, and follows changes', async () => {
    const client = new InMemoryClustersClient(facts());
    const before = await client.getCluster('textloom-prod');
    expect(before.state).toBe('healthy');
    client.setFacts(facts(1));
    const after = await client.getCluster('textloom-prod');
    expect(after.state).toBe('degraded');
    expect(after.revision).toBeGreaterThan(before.revision);
    expect((await client.getFleet()).clusters[0].state).toBe('degraded');
    expect((await client.getNode('textloom-prod', 'workers-0001')).status).toBe(
      'not-ready',
    );
    expect((await client.getNodeGroup('textloom-prod', 'workers')).ready).toBe(
      2,
    );
  });

  it('makes and ends silences', async () => {
    const client = new InMemoryClustersClient(facts());
    const made = await client.createSilence('textloom-prod', {
      matchers: [],
      minutes: 30,
      comment: 'known',
    });
    expect(Date.parse(made.endsAt) - Date.parse(made.startsAt)).toBe(1_800_000);
    const silences = async () =>
      (await client.getAlerts('textloom-prod')).silences;
    expect(await silences()).toEqual([made]);
    await client.expireSilence('textloom-prod', made.id);
    expect(await silences()).toEqual([]);
  });

  it('draws each chart in its own unit', async () => {
    const client = new InMemoryClustersClient(facts());
    client.setSeries([{ id: 'p95', points: [] }]);
    await expect(
      client.getChart('textloom-prod', 'api-latency', { from: 'a', to: 'b' }),
    ).resolves.toMatchObject({
      unit: 'seconds',
      limit: { value: 0.5, bad: 'above' },
      series: [{ id: 'p95' }],
    });
  });

  it.each([
    (client: InMemoryClustersClient) => client.getCluster('no'),
    (client: InMemoryClustersClient) => client.getNode('textloom-prod', 'no'),
    (client: InMemoryClustersClient) =>
      client.getNodeGroup('textloom-prod', 'no'),
  ])('does not know what is not there', async call => {
    await expect(
      call(new InMemoryClustersClient(facts())),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
