import fc from 'fast-check';
import { aClusterFacts, aPendingPod, aPod, someNodes } from '../../testUtils';
import { nodeCases } from '../cases';
import { DEFAULT_GROUP_LABELS } from '../labels';
import { pendingGroups } from '../pending';

const GIB = 2 ** 30;

interface World {
  nodes: number;
  waiting: number;
  cpuMillis: number;
  gibibytes: number;
  agentMillis: number;
}

/** One group of full nodes of 16 cores and 32 GiB; pods that wait for a further one. */
function fixes(world: World, order: 1 | -1 = 1) {
  const nodes = someNodes(world.nodes);
  const running = nodes.flatMap(({ name }) => [
    aPod({
      name: `full-${name}`,
      nodeName: name,
      requests: { cpuMillis: 16_000 - world.agentMillis, memoryBytes: 0 },
    }),
    aPod({
      name: `agent-${name}`,
      nodeName: name,
      ownerKind: 'DaemonSet',
      requests: { cpuMillis: world.agentMillis, memoryBytes: 0 },
    }),
  ]);
  const waiting = Array.from({ length: world.waiting }, (_, index) =>
    aPendingPod('0/3 nodes are available: 3 Insufficient cpu.', {
      name: `w-${index}`,
      requests: {
        cpuMillis: world.cpuMillis,
        memoryBytes: world.gibibytes * GIB,
      },
      placement: { nodeSelector: {}, tolerations: [] },
    }),
  );
  const facts = aClusterFacts({
    nodes: order < 0 ? [...nodes].reverse() : nodes,
    pods:
      order < 0 ? [...running, ...waiting].reverse() : [...running, ...waiting],
  });
  return pendingGroups(facts.pods, {
    cases: nodeCases(facts, DEFAULT_GROUP_LABELS),
    scaling: () => undefined,
  })[0].fixes;
}

/** New nodes that pods of one shape really need, put one after the other onto the first that takes it. */
function pack(world: World): number {
  const nodes: { cpu: number; memory: number }[] = [];
  for (let pod = 0; pod < world.waiting; pod++) {
    let node = nodes.find(
      ({ cpu, memory }) => cpu >= world.cpuMillis && memory >= world.gibibytes,
    );
    if (!node) {
      node = { cpu: 16_000 - world.agentMillis, memory: 32 };
      nodes.push(node);
    }
    node.cpu -= world.cpuMillis;
    node.memory -= world.gibibytes;
  }
  return nodes.length;
}

const world: fc.Arbitrary<World> = fc.record({
  nodes: fc.integer({ min: 1, max: 4 }),
  waiting: fc.integer({ min: 1, max: 20 }),
  cpuMillis: fc.integer({ min: 1, max: 20_000 }),
  gibibytes: fc.nat(40),
  agentMillis: fc.nat(8_000),
});

describe('nodes that waiting pods need', () => {
  it('are as many as packing them takes, or their request is too large', () => {
    fc.assert(
      fc.property(world, input => {
        const fits =
          input.cpuMillis <= 16_000 - input.agentMillis &&
          input.gibibytes <= 32;
        const [fix] = fixes(input) ?? [];
        expect([fix.kind, fix.params.nodes]).toEqual(
          fits ? ['add-nodes', pack(input)] : ['lower-request', undefined],
        );
      }),
    );
  });

  it('do not depend on order', () => {
    fc.assert(
      fc.property(world, input => {
        expect(fixes(input, -1)).toEqual(fixes(input));
      }),
    );
  });
});
