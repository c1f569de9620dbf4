import {
  allocatableOf,
  NODE_GROUP_LABEL,
  NODE_GROUPS,
  NodeGroup,
} from '../../consistency/nodeGroups';
import { quantityOf } from '../../consistency/quantity';
import { at } from '../../consistency/service';
import {
  Json,
  JsonObject,
  isObject,
  listOf,
  objectOf,
} from '../../covering/json';
import { textOf } from './emitted';
import {
  addonsOf,
  AddonRule,
  Repository,
  valuesOf,
  yamlOf,
} from './repository';

/** t3.medium, beside the groups that services use. */
const GROUPS: Readonly<Record<string, NodeGroup>> = {
  ...NODE_GROUPS,
  system: { nodes: 3, cores: 2, memoryMi: 3870, maxPods: 17 },
};

interface Pods {
  readonly what: string;
  readonly group: string;
  readonly count: number;
  readonly cores: number;
  readonly bytes: number;
}

/** Pods of an add-on that are bound to a node group, at their most. */
function pinnedPods(what: string, value: Json, count = 1): Pods[] {
  if (Array.isArray(value)) {
    return value.flatMap(item => pinnedPods(what, item, count));
  }
  if (!isObject(value)) {
    return [];
  }
  const most = [
    value.autoscaleMax,
    at(value, 'autoscaling', 'maxReplicas'),
    value.replicas,
    value.replicaCount,
    value.count,
  ].find(it => typeof it === 'number');
  const pods = typeof most === 'number' ? most : count;
  const group = at(value, 'nodeSelector', NODE_GROUP_LABEL);
  const resources = value.resources ?? at(value, 'containers', 0, 'resources');
  const own =
    typeof group === 'string' && resources
      ? [
          {
            ...{ what, group, count: pods },
            cores: quantityOf(at(resources, 'requests', 'cpu')),
            bytes: quantityOf(at(resources, 'requests', 'memory')),
          },
        ]
      : [];
  return [
    ...own,
    ...Object.values(value).flatMap(inner => pinnedPods(what, inner, pods)),
  ];
}

/** Pods of a service at the most that its autoscalers allow, with their proxies. */
function servicePods(values: JsonObject): Pods[] {
  const proxy = objectOf(values.proxy);
  const priority = objectOf(values.priorityWorker);
  const workloads = [values, ...(priority.enabled === true ? [priority] : [])];
  return workloads.map(workload => ({
    what: `pods of a service of kind ${String(values.kind)}`,
    group: String(workload.nodeGroup),
    count: Number(at(workload, 'autoscaling', 'max')),
    cores:
      quantityOf(at(workload, 'resources', 'requests', 'cpu')) +
      quantityOf(proxy.cpu),
    bytes:
      quantityOf(at(workload, 'resources', 'requests', 'memory')) +
      quantityOf(proxy.memory),
  }));
}

/** Nodes of a group that pods fill when each node holds pods of one kind only. */
function nodesFor(group: NodeGroup, pods: readonly Pods[]): number {
  const node = allocatableOf(group);
  return pods.reduce((sum, { count, cores, bytes }) => {
    const perNode = Math.min(
      Math.floor(node.cores / cores),
      Math.floor(node.bytes / bytes),
      group.maxPods,
    );
    return sum + (perNode > 0 ? count / perNode : Infinity);
  }, 0);
}

const fits: AddonRule = {
  id: 'node-group-holds',
  title:
    'Services and add-ons at their most fit on the most nodes that Terraform allows',
  *check({ files, services, sizes }) {
    const pods = [
      ...['api', 'web', 'worker'].flatMap(kind =>
        servicePods(objectOf(services[kind])),
      ),
      ...addonsOf(files).flatMap(addon =>
        pinnedPods(addon, valuesOf(files, addon)),
      ),
    ];
    for (const name of new Set(pods.map(({ group }) => group))) {
      const most = at(sizes, 'node_groups', name, 'max');
      const mine = pods.filter(({ group }) => group === name);
      if (!GROUPS[name] || typeof most !== 'number') {
        yield `${mine[0].what}: Terraform has no node group ${name}`;
        continue;
      }
      const nodes = nodesFor(GROUPS[name], mine);
      if (!(nodes <= most)) {
        yield `${[...new Set(mine.map(({ what }) => what))].join(
          ', ',
        )} need ${nodes.toFixed(1)} nodes of ${name}; ${most} are the most`;
      }
    }
  },
};

/** What a service's chart expects, and where this repository says it. */
function expectations({
  files,
  services,
}: Repository): [what: string, expected: Json, found: Json][] {
  const api = objectOf(services.api);
  const [, namespace, account] =
    /ns\/([\w-]+)\/sa\/([\w-]+)/.exec(
      String(at(api, 'access', 'gatewayPrincipal')),
    ) ?? [];
  const [, promNamespace, promAccount] =
    /ns\/([\w-]+)\/sa\/([\w-]+)/.exec(
      String(at(api, 'monitoring', 'principal')),
    ) ?? [];
  const addon = (name: string) => yamlOf(files, `addons/${name}/addon.yaml`);
  const gateway = textOf(files, 'charts/platform/templates/gateway.yaml');
  const [, gatewayName, gatewayNamespace] =
    /kind: Gateway\nmetadata:\n {2}name: (\S+)\n {2}namespace: (\S+)/.exec(
      gateway,
    ) ?? [];
  const collector = valuesOf(files, 'otel-collector');
  const http = String(
    at(
      collector,
      'config',
      'receivers',
      'otlp',
      'protocols',
      'http',
      'endpoint',
    ),
  ).split(':')[1];
  const probes = listOf(yamlOf(files, 'observability/values.yaml').probes).map(
    String,
  );
  const called = listOf(at(api, 'egress', 'services')).map(
    it => `${String(at(it, 'name'))}.${String(at(it, 'namespace'))}`,
  );
  return [
    [
      'gateway',
      at(api, 'access', 'gateway'),
      `${gatewayNamespace}/${gatewayName}`,
    ],
    [
      'account of the gateway',
      account,
      at(valuesOf(files, 'istio-ingressgateway'), 'serviceAccount', 'name'),
    ],
    [
      'namespace of the gateway',
      namespace,
      addon('istio-ingressgateway').addonNamespace,
    ],
    [
      'account of Prometheus',
      promAccount,
      at(
        valuesOf(files, 'kube-prometheus-stack'),
        'prometheus',
        'serviceAccount',
        'name',
      ),
    ],
    [
      'namespace of Prometheus',
      promNamespace,
      addon('kube-prometheus-stack').addonNamespace,
    ],
    [
      'collector of traces',
      at(api, 'tracing', 'endpoint'),
      `http://${String(collector.fullnameOverride)}.${String(
        addon('otel-collector').addonNamespace,
      )}:${http}`,
    ],
    [
      'address of Prometheus',
      at(api, 'rollout', 'prometheus'),
      `${String(
        at(valuesOf(files, 'prometheus-adapter'), 'prometheus', 'url'),
      )}:9090`,
    ],
    [
      'secret store',
      'textloom',
      /kind: ClusterSecretStore\nmetadata:[\s\S]*?name: (\S+)/.exec(
        textOf(files, 'charts/platform/templates/secrets.yaml'),
      )?.[1] ?? null,
    ],
    [
      'what is probed',
      called.filter(name => !name.startsWith('minio')).sort(),
      probes.map(it => it.split(':')[0]).sort(),
    ],
  ];
}

const names: AddonRule = {
  id: 'name-expected',
  title: 'Add-ons have the names by which services call them',
  *check(repository) {
    for (const [what, expected, found] of expectations(repository)) {
      if (JSON.stringify(expected) !== JSON.stringify(found)) {
        yield `${what}: services expect ${JSON.stringify(
          expected,
        )}, here it is ${JSON.stringify(found)}`;
      }
    }
  },
};

/** The schedules of the architecture: hourly, daily at 2, weekly into another region. */
const backups: AddonRule = {
  id: 'backup-scheduled',
  title: 'Backups are hourly, daily, and weekly in another region',
  *check({ files }) {
    const velero = valuesOf(files, 'velero');
    const storage = listOf(
      at(velero, 'configuration', 'backupStorageLocation'),
    ).map(objectOf);
    const regionOf = (name: Json) =>
      at(storage.find(it => it.name === name) ?? null, 'config', 'region');
    const expected: [string, string][] = [
      ['hourly', '0 * * * *'],
      ['daily', '0 2 * * *'],
      ['weekly', '0 3 * * 0'],
    ];
    const home = yamlOf(files, 'environments/prod.yaml').region;
    for (const [name, schedule] of expected) {
      const found = at(velero, 'schedules', name);
      const region = regionOf(at(found, 'template', 'storageLocation'));
      if (at(found, 'schedule') !== schedule) {
        yield `${name} is made at ${String(at(found, 'schedule'))}`;
      }
      if (!region || (region === home) === (name === 'weekly')) {
        yield `${name} lies in ${String(region)}`;
      }
    }
  },
};

/** Rules on what other templates make: sizes, names and backups fit. */
export const FIT_RULES: readonly AddonRule[] = [fits, names, backups];
