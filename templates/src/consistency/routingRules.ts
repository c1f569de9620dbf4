import { Json, JsonObject, listOf, objectOf } from '../covering/json';
import {
  at,
  ConsistencyRule,
  environmentsOf,
  KubeObject,
  nameOf,
  ofKind,
  placeOf,
  selects,
  Workload,
  workloadsOf,
} from './service';

/** The service that a host of the mesh means: `x`, `x.dev` and `x.dev.svc.cluster.local` are `x`. */
const serviceOf = (host: Json) => String(host ?? '').split('.')[0];

const portsOf = (workload: Workload) =>
  workload.containers.flatMap(container =>
    listOf(container.ports).map(objectOf),
  );

const isPort = (port: JsonObject, wanted: Json) =>
  port.name === wanted || port.containerPort === wanted;

/** Label by which Argo Rollouts tells versions apart; it writes it into subsets. */
const SET_BY_ROLLOUTS = 'rollouts-pod-template-hash';

const subsets: ConsistencyRule = {
  id: 'subset-exists',
  title: 'A subset that gets requests is defined, and its pods exist',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const defined = new Map<string, Set<string>>();
      const workloads = workloadsOf(objects);
      for (const rule of ofKind(objects, 'DestinationRule')) {
        const empty = listOf(at(rule, 'spec', 'subsets'))
          .map(objectOf)
          .find(({ labels }) => {
            const own = Object.entries(objectOf(labels)).filter(
              ([label]) => label !== SET_BY_ROLLOUTS,
            );
            return (
              own.length > 0 &&
              !workloads.some(workload =>
                selects(Object.fromEntries(own), workload.labels),
              )
            );
          });
        if (empty) {
          yield {
            where: placeOf(environment, rule),
            message: `No pods of the chart are in subset ${String(empty.name)}`,
          };
        }
        const host = serviceOf(at(rule, 'spec', 'host'));
        const names = listOf(at(rule, 'spec', 'subsets')).map(subset =>
          String(objectOf(subset).name),
        );
        defined.set(host, new Set([...(defined.get(host) ?? []), ...names]));
      }
      for (const virtual of ofKind(objects, 'VirtualService')) {
        for (const { host, subset } of destinationsOf(virtual)) {
          if (subset !== undefined && !defined.get(host)?.has(subset)) {
            yield {
              where: placeOf(environment, virtual),
              message: `Subset ${subset} of ${host} is defined by no DestinationRule`,
            };
          }
        }
      }
    }
  },
};

function destinationsOf(
  virtual: KubeObject,
): { host: string; subset: string | undefined; weight: number | undefined }[] {
  return listOf(at(virtual, 'spec', 'http'))
    .flatMap(route => listOf(objectOf(route).route))
    .map(item => ({
      host: serviceOf(at(item, 'destination', 'host')),
      subset: at(item, 'destination', 'subset') as string | undefined,
      weight: objectOf(item).weight as number | undefined,
    }));
}

const weights: ConsistencyRule = {
  id: 'weights-sum',
  title: 'The shares of a route sum to all requests',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      for (const virtual of ofKind(objects, 'VirtualService')) {
        for (const route of listOf(at(virtual, 'spec', 'http'))) {
          const targets = listOf(objectOf(route).route).map(objectOf);
          const shares = targets.flatMap(({ weight }) =>
            weight === undefined ? [] : [Number(weight)],
          );
          const sum = shares.reduce((a, b) => a + b, 0);
          if (shares.length > 0 && sum !== 100) {
            yield {
              where: placeOf(environment, virtual),
              message: `The shares of a route sum to ${sum}`,
            };
          }
        }
      }
    }
  },
};

const routedService: ConsistencyRule = {
  id: 'route-service',
  title: 'What the mesh routes to is a Service of the chart',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const services = new Set(ofKind(objects, 'Service').map(nameOf));
      for (const object of ofKind(
        objects,
        'VirtualService',
        'DestinationRule',
      )) {
        const hosts =
          object.kind === 'VirtualService'
            ? destinationsOf(object).map(({ host }) => host)
            : [serviceOf(at(object, 'spec', 'host'))];
        const missing = hosts.find(host => !services.has(host));
        if (missing !== undefined) {
          yield {
            where: placeOf(environment, object),
            message: `There is no Service ${missing}`,
          };
        }
      }
    }
  },
};

const servicePorts: ConsistencyRule = {
  id: 'service-port',
  title: 'A Service finds pods, and its ports are theirs',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const workloads = workloadsOf(objects);
      for (const object of ofKind(objects, 'Service')) {
        const selected = workloads.filter(({ labels }) =>
          selects(at(object, 'spec', 'selector'), labels),
        );
        const where = placeOf(environment, object);
        if (selected.length === 0) {
          yield { where, message: 'It selects no pods of the chart' };
          continue;
        }
        for (const port of listOf(at(object, 'spec', 'ports')).map(objectOf)) {
          const wanted = port.targetPort ?? port.port;
          const without = selected.find(
            workload => !portsOf(workload).some(p => isPort(p, wanted)),
          );
          if (without) {
            yield {
              where,
              message: `${nameOf(without.object)} has no port ${String(
                wanted,
              )}`,
            };
          }
        }
      }
    }
  },
};

const monitors: ConsistencyRule = {
  id: 'monitor-port',
  title: 'A monitor scrapes a port that is there, where the code answers',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const services = ofKind(objects, 'Service');
      const workloads = workloadsOf(objects);
      for (const monitor of ofKind(objects, 'ServiceMonitor', 'PodMonitor')) {
        const isPod = monitor.kind === 'PodMonitor';
        const selector = at(monitor, 'spec', 'selector', 'matchLabels');
        const ports = isPod
          ? workloads
              .filter(({ labels }) => selects(selector, labels))
              .map(portsOf)
          : services
              .filter(({ metadata }) =>
                selects(selector, objectOf(metadata.labels)),
              )
              .map(object => listOf(at(object, 'spec', 'ports')).map(objectOf));
        const where = placeOf(environment, monitor);
        const endpoints = listOf(
          at(monitor, 'spec', isPod ? 'podMetricsEndpoints' : 'endpoints'),
        ).map(objectOf);
        if (ports.length === 0) {
          yield {
            where,
            message: `It selects no ${isPod ? 'pods' : 'Service'}`,
          };
        }
        for (const { port, path = '/metrics' } of endpoints) {
          if (ports.some(list => !list.some(({ name }) => name === port))) {
            yield {
              where,
              message: `What it selects has no port ${String(port)}`,
            };
          }
          if (path !== '/metrics') {
            yield {
              where,
              message: `The code answers at /metrics, not ${String(path)}`,
            };
          }
        }
      }
    }
  },
};

const selectors: ConsistencyRule = {
  id: 'selector-finds-pods',
  title:
    'Budgets, network policies and rules of the mesh are about pods that exist',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const workloads = workloadsOf(objects);
      for (const object of objects) {
        const selector = selectorOf(object);
        if (
          Object.keys(objectOf(selector)).length > 0 &&
          !workloads.some(({ labels }) => selects(selector ?? null, labels))
        ) {
          yield {
            where: placeOf(environment, object),
            message: 'It selects no pods of the chart',
          };
        }
      }
    }
  },
};

function selectorOf(object: KubeObject): Json | undefined {
  switch (object.kind) {
    case 'PodDisruptionBudget':
      return at(object, 'spec', 'selector', 'matchLabels');
    case 'NetworkPolicy':
      return at(object, 'spec', 'podSelector', 'matchLabels');
    case 'AuthorizationPolicy':
    case 'PeerAuthentication':
    case 'RequestAuthentication':
      return at(object, 'spec', 'selector', 'matchLabels');
    default:
      return undefined;
  }
}

const networkPorts: ConsistencyRule = {
  id: 'network-allows-port',
  title: 'The network lets in what the Service offers',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const policies = ofKind(objects, 'NetworkPolicy');
      for (const workload of workloadsOf(objects)) {
        const mine = policies.filter(policy =>
          selects(
            at(policy, 'spec', 'podSelector', 'matchLabels'),
            workload.labels,
          ),
        );
        const rules = mine.flatMap(policy =>
          listOf(at(policy, 'spec', 'ingress')),
        );
        const isOpen = rules.some(rule => objectOf(rule).ports === undefined);
        const open = rules.flatMap(rule =>
          listOf(objectOf(rule).ports).map(objectOf),
        );
        for (const port of mine.length ? portsOf(workload) : []) {
          if (!isOpen && !open.some(rule => isPort(port, rule.port))) {
            yield {
              where: placeOf(environment, workload.object),
              message: `No NetworkPolicy lets anybody reach port ${String(
                port.name,
              )}`,
            };
          }
        }
      }
    }
  },
};

const authenticated: ConsistencyRule = {
  id: 'token-required',
  title: 'Where tokens are checked, a request without one is refused',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      for (const request of ofKind(objects, 'RequestAuthentication')) {
        const rules = ofKind(objects, 'AuthorizationPolicy')
          .filter(
            policy =>
              JSON.stringify(selectorOf(policy)) ===
              JSON.stringify(selectorOf(request)),
          )
          .map(policy => JSON.stringify(policy.spec ?? {}));
        if (!rules.some(text => /equestPrincipals"/.test(text))) {
          yield {
            where: placeOf(environment, request),
            message:
              'Without an AuthorizationPolicy that asks for requestPrincipals a request without a token is let in',
          };
        }
      }
    }
  },
};

/** Rules on traffic: what is named at one end is there at the other. */
export const ROUTING_RULES: readonly ConsistencyRule[] = [
  subsets,
  weights,
  routedService,
  servicePorts,
  monitors,
  selectors,
  networkPorts,
  authenticated,
];
