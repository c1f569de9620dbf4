import { JsonObject, listOf, objectOf } from '../covering/json';
import { allocatableOf, NODE_GROUP_LABEL, NODE_GROUPS } from './nodeGroups';
import { quantityOf } from './quantity';
import {
  at,
  ConsistencyRule,
  EmittedService,
  environmentsOf,
  KubeObject,
  nameOf,
  ofKind,
  placeOf,
  Workload,
  workloadsOf,
} from './service';

/** The workload that an autoscaler scales; a Rollout may take its pods from a Deployment. */
function targetOf(
  autoscaler: KubeObject,
  objects: readonly KubeObject[],
): Workload | undefined {
  const path =
    autoscaler.kind === 'VerticalPodAutoscaler'
      ? 'targetRef'
      : 'scaleTargetRef';
  return workloadNamed(objectOf(at(autoscaler, 'spec', path)), objects);
}

function workloadNamed(
  reference: JsonObject,
  objects: readonly KubeObject[],
): Workload | undefined {
  const object = objects.find(
    candidate =>
      candidate.kind === reference.kind &&
      nameOf(candidate) === reference.name &&
      candidate.apiVersion === (reference.apiVersion ?? candidate.apiVersion),
  );
  if (!object) {
    return undefined;
  }
  const other = objectOf(at(object, 'spec', 'workloadRef'));
  return other.name ? workloadNamed(other, objects) : workloadsOf([object])[0];
}

const scaleTarget: ConsistencyRule = {
  id: 'autoscaler-target',
  title:
    'What an autoscaler scales exists, and each workload has one autoscaler at most',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const seen = new Set<string>();
      for (const autoscaler of ofKind(
        objects,
        'HorizontalPodAutoscaler',
        'VerticalPodAutoscaler',
      )) {
        const workload = targetOf(autoscaler, objects);
        const where = placeOf(environment, autoscaler);
        if (!workload) {
          yield { where, message: 'It scales a workload that is not there' };
          continue;
        }
        const key = `${autoscaler.kind} ${placeOf(
          environment,
          workload.object,
        )}`;
        if (seen.has(key)) {
          yield {
            where,
            message: `Another one scales ${nameOf(workload.object)}`,
          };
        }
        seen.add(key);
      }
    }
  },
};

const requests: ConsistencyRule = {
  id: 'autoscaler-requests',
  title: 'What is scaled by a share of its requests has requests',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      for (const autoscaler of ofKind(objects, 'HorizontalPodAutoscaler')) {
        const containers = targetOf(autoscaler, objects)?.containers ?? [];
        for (const metric of listOf(at(autoscaler, 'spec', 'metrics'))) {
          const resource = at(metric, 'resource', 'name');
          const bare = containers.find(
            container =>
              typeof resource === 'string' &&
              at(container, 'resources', 'requests', resource) === undefined,
          );
          if (bare) {
            yield {
              where: placeOf(environment, autoscaler),
              message: `Container ${String(bare.name)} asks for no ${String(
                resource,
              )}, so its use has no share`,
            };
          }
        }
      }
    }
  },
};

interface Demand {
  readonly where: string;
  readonly group: string;
  readonly pods: number;
  readonly cores: number;
  readonly bytes: number;
}

/** Of two colours one has the traffic; the other one waits at its least. */
const isIdle = (autoscaler: KubeObject) => /-green$/.test(nameOf(autoscaler));

/** What the pods of production ask for when everything is scaled to its most. */
function demands({ manifests }: EmittedService): Demand[] {
  const objects = manifests.get('prod') ?? [];
  return ofKind(objects, 'HorizontalPodAutoscaler').flatMap(autoscaler => {
    const workload = targetOf(autoscaler, objects);
    if (!workload) {
      return [];
    }
    const ask = (resource: string, proxy: string) =>
      workload.containers.reduce(
        (sum, container) =>
          sum +
          quantityOf(at(container, 'resources', 'requests', resource) ?? 0),
        quantityOf(workload.annotations[`sidecar.istio.io/${proxy}`] ?? 0),
      );
    return {
      where: placeOf('prod', autoscaler),
      group: String(at(workload.pod, 'nodeSelector', NODE_GROUP_LABEL)),
      pods: Number(
        at(
          autoscaler,
          'spec',
          isIdle(autoscaler) ? 'minReplicas' : 'maxReplicas',
        ),
      ),
      cores: ask('cpu', 'proxyCPU'),
      bytes: ask('memory', 'proxyMemory'),
    };
  });
}

const fits: ConsistencyRule = {
  id: 'node-group-holds',
  title:
    'With as many pods as its autoscalers allow a service fits on its node group',
  *check(service) {
    const all = demands(service);
    for (const name of new Set(all.map(({ group }) => group))) {
      const mine = all.filter(({ group }) => group === name);
      const group = NODE_GROUPS[name];
      if (!group) {
        yield {
          where: mine[0].where,
          message: `Production has no node group ${name}`,
        };
        continue;
      }
      const node = allocatableOf(group);
      // Pods of several sizes: each takes its part of a node, whole pods only.
      const nodes = mine.reduce((sum, { pods, cores, bytes }) => {
        const perNode = Math.min(
          Math.floor(node.cores / cores),
          Math.floor(node.bytes / bytes),
          group.maxPods,
        );
        return sum + pods / perNode;
      }, 0);
      if (!(nodes <= group.nodes)) {
        yield {
          where: mine[0].where,
          message: `It needs ${nodes.toFixed(1)} of the ${
            group.nodes
          } nodes of ${name}`,
        };
      }
    }
  },
};

/** Connections that PgBouncer opens at most: to the primary, and 100 to each of the two replicas. */
const POOLS = { DATABASE_URL: 200, DATABASE_REPLICA_URL: 200 };

/** Size of the pool that a process of the service holds, as its code says. */
const POOL_SIZE = /\bpool_size["']?\s*[=:]\s*(\d+)/;
const OVERFLOW = /\bmax_overflow["']?\s*[=:]\s*(\d+)/;
/** Without a pool a connection lives as long as its transaction. */
const NO_POOL = /\bpoolclass["']?\s*[=:]\s*NullPool/;

const pools: ConsistencyRule = {
  id: 'pools-fit',
  title: 'All pods together open no more connections than PgBouncer passes on',
  *check(service) {
    const code = [...service.files].filter(([path]) => path.endsWith('.py'));
    const engine = code.find(([, text]) => /create_async_engine\(/.test(text));
    if (!engine) {
      return;
    }
    const [path, text] = engine;
    if (NO_POOL.test(text)) {
      return;
    }
    const size = Number(POOL_SIZE.exec(text)?.[1] ?? 5);
    const perPod = size + Number(OVERFLOW.exec(text)?.[1] ?? 10);
    const pods = demands(service).reduce((sum, demand) => sum + demand.pods, 0);
    const variables = new Set(
      workloadsOf(service.manifests.get('prod') ?? []).flatMap(
        ({ containers }) =>
          containers.flatMap(container =>
            listOf(container.env).map(item => String(objectOf(item).name)),
          ),
      ),
    );
    for (const [variable, limit] of Object.entries(POOLS)) {
      if (variables.has(variable) && pods * perPod > limit) {
        yield {
          where: path,
          message: `${pods} pods with ${perPod} connections each are ${
            pods * perPod
          }; PgBouncer passes on ${limit} through ${variable}`,
        };
      }
    }
  },
};

/** Rules on size: what may run fits where it runs. */
export const SCALING_RULES: readonly ConsistencyRule[] = [
  scaleTarget,
  requests,
  fits,
  pools,
];
