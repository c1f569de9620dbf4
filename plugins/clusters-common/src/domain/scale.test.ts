import {
  aClusterFacts,
  aPendingPod,
  aPod,
  someNodes,
  TEST_NOW,
} from '../testUtils';
import { assessCluster } from './assess';

it('judges 5,000 nodes with 20,000 pods in one go', () => {
  const nodes = someNodes(5_000, 'workers', index =>
    index % 50 === 0
      ? { conditions: [{ type: 'Ready', status: 'Unknown' }] }
      : {},
  );
  const pods = Array.from({ length: 20_000 }, (_, index) =>
    index % 100 === 0
      ? aPendingPod('0/5000 nodes are available: 5000 Insufficient cpu.', {
          name: `p-${index}`,
        })
      : aPod({ name: `p-${index}`, nodeName: nodes[index % 5_000].name }),
  );
  const { view } = assessCluster(aClusterFacts({ nodes, pods }), {
    now: TEST_NOW,
  });
  expect(view.nodes).toEqual({ ready: 4_900, total: 5_000 });
  expect(view.pods?.total).toBe(20_000);
  expect(view.pending[0].count).toBe(200);
  expect(view.findings.critical).toBe(100);
  expect(view.capacity.pods.requested).toBe(19_800);
});
