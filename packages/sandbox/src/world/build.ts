import { reconcile } from '../controllers/reconcile';
import {
  CRDS,
  crdStatus,
  serveCustomResources,
} from '../kubernetes/customResources';
import { withDefaults } from '../kubernetes/defaults';
import { ResourceRegistry } from '../kubernetes/registry';
import { BUILT_IN_RESOURCES } from '../kubernetes/resources';
import { ObjectStore } from '../kubernetes/store';
import { groupResource, KubeObject } from '../kubernetes/types';
import { ClusterPlan } from './clusters';
import { definitionOf, PLATFORM_DEFINITIONS } from './definitions';
import { companionsOf, workloadOf } from './manifests';
import { recommend, VPA_DEFINITION } from './verticalAutoscalers';
import { buildNode, NodeIdentity } from './nodes';
import { uuid } from './random';
import { storageClasses, volumesOf } from './storage';
import { platformWorkloads } from './workloads/platform';
import { dataServices, textloomServices } from './workloads/textloom';
import { WorkloadPlan } from './workloads/types';
import { ClusterWorld } from './world';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long before the start each part of the cluster came to be. */
const AGES = {
  nodes: 41 * DAY_MS,
  data: 33 * DAY_MS,
  services: 2.3 * DAY_MS,
  underWay: 30_000,
};

/** Steps in which pods come up after their part was created. */
const SETTLE_MS = [0, 4000, 8000, 11_000, 14_000, 18_000, 22_000];

/** What a world needs from outside. */
export interface BuildOptions {
  seed: number;
  plan: ClusterPlan;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Changes kept per resource before watches expire. */
  windowSize?: number;
  /** Gives an object of a service another form before it is created; undefined leaves it out. */
  adjust?(object: KubeObject): KubeObject | undefined;
  /** Begins again what was under way when the world was last left; its pods come up before the present. */
  resume?(world: ClusterWorld): void;
}

/**
 * Builds a cluster by living through its history: nodes first, then data stores, then the last release, each at
 * its time in the past, with the same controllers that run later. Ends at `now()` with every pod ready.
 */
export function buildCluster(options: BuildOptions): ClusterWorld {
  const { seed } = options;
  // Groups come and go, in this world alone.
  const plan = { ...options.plan, groups: [...options.plan.groups] };
  const started = options.now();
  let past: number | undefined = started - AGES.nodes;
  const store = new ObjectStore({
    now: () => past ?? options.now(),
    uid: n => uuid(`${seed}/${plan.name}/${n}`),
    windowSize: options.windowSize,
  });
  const registry = new ResourceRegistry(BUILT_IN_RESOURCES);
  const world: ClusterWorld = {
    name: plan.name,
    seed,
    plan,
    store,
    registry,
    faults: {
      silent: new Set(),
      memoryPressure: new Set(),
      pods: new Map(),
      images: new Map(),
      autoscalers: new Map(),
      nodeGroups: new Map(),
      services: [],
    },
    desired: new Map(),
    identities: new Map(),
    traffic: new Map(),
  };
  serveCustomResources(store, registry);
  for (const definition of [VPA_DEFINITION, ...PLATFORM_DEFINITIONS]) {
    const crd = definitionOf(definition);
    store.create(CRDS, { ...crd, status: crdStatus(crd, store.now()) });
  }
  const liveFrom = (from: number) => {
    for (const step of SETTLE_MS) {
      past = from + step;
      reconcile(world);
    }
  };

  const data = plan.environments.flatMap(name => dataServices(plan, name));
  const services = plan.environments.flatMap(name =>
    textloomServices(plan, name),
  );
  const platform = platformWorkloads(plan);
  createNamespaces(world, [...platform, ...data, ...services]);
  createNodes(world);
  createAll(world, storageClasses());
  createWorkloads(world, platform);
  liveFrom(started - AGES.nodes);
  past = started - AGES.data;
  createWorkloads(world, data);
  liveFrom(started - AGES.data);
  past = started - AGES.services;
  createWorkloads(world, services, options.adjust);
  recommend(world);
  liveFrom(started - AGES.services);
  if (options.resume) {
    past = started - AGES.underWay;
    options.resume(world);
    liveFrom(started - AGES.underWay);
  }
  past = started;
  reconcile(world);
  store.compact();
  past = undefined;
  return world;
}

function createNamespaces(world: ClusterWorld, workloads: WorkloadPlan[]) {
  const names = [
    'default',
    'kube-system',
    'kube-public',
    'kube-node-lease',
    ...workloads.map(({ namespace }) => namespace),
  ];
  createAll(
    world,
    [...new Set(names)].map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: {
          'kubernetes.io/metadata.name': name,
          ...(world.plan.environments.includes(name)
            ? { 'istio-injection': 'enabled' }
            : {}),
        },
      },
    })),
  );
}

function createNodes(world: ClusterWorld) {
  const { seed, plan } = world;
  for (const group of plan.groups) {
    for (let index = 0; index < group.count; index++) {
      const identity = { seed, plan, group, index, generation: 0 };
      joinNode(world, identity);
    }
  }
}

/** Registers a node, as its kubelet does when the machine has booted. */
export function joinNode(world: ClusterWorld, identity: NodeIdentity): string {
  const node = buildNode(identity);
  world.identities.set(node.metadata.name, identity);
  createAll(world, [node]);
  return node.metadata.name;
}

function createWorkloads(
  world: ClusterWorld,
  plans: WorkloadPlan[],
  adjust: NonNullable<BuildOptions['adjust']> = object => object,
) {
  for (const plan of plans) {
    const objects = [
      ...companionsOf(plan),
      ...volumesOf(world.seed, plan),
      workloadOf(plan),
    ];
    createAll(
      world,
      objects.flatMap(object => adjust(object) ?? []),
    );
  }
}

/** Stores objects as the API would on creation. */
export function createAll(world: ClusterWorld, objects: KubeObject[]): void {
  for (const object of objects) {
    const definition = world.registry
      .all()
      .find(({ kind }) => kind === object.kind);
    if (!definition) {
      throw new Error(`${object.kind} is not served`);
    }
    const stored = withDefaults(definition, object);
    world.store.create(groupResource(definition), {
      ...stored,
      ...(object.kind.startsWith('PersistentVolume')
        ? { status: object.status }
        : {}),
    });
  }
}
