import {
  aClusterFacts,
  aSource,
  aWorkload,
  someSources,
  InMemoryClustersClient,
} from '@textloom/plugin-clusters-common/testUtils';

import { workloadVerdict } from './workloadVerdict';

async function verdictOf(ready: number, desired: number) {
  const workload = aWorkload({ ready, desired, available: ready });
  const client = new InMemoryClustersClient([
    aClusterFacts({
      workloads: [workload],
      sources: someSources(aSource('workloads')),
    }),
  ]);
  return workloadVerdict(await client.getWorkload('textloom-prod', workload));
}

it.each([
  [3, 3, 'positive', 'workload.verdict.healthy'],
  [0, 0, 'positive', 'workload.verdict.healthy'],
  // Too fresh to be a fault, yet it does not do all of its work.
  [2, 3, 'waiting', 'workload.verdict.filling'],
])('%d of %d ready: %s', async (ready, desired, intent, key) => {
  const verdict = await verdictOf(ready, desired);
  expect(verdict.intent).toBe(intent);
  expect(verdict.headline).toMatchObject([{ key }]);
});
