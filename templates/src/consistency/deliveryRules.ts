import { parse, parseAllDocuments } from 'yaml';
import { Json, JsonObject, listOf, objectOf } from '../covering/json';
import {
  at,
  ConsistencyRule,
  EmittedService,
  Environment,
  ENVIRONMENTS,
  environmentsOf,
  namespaceOf,
  placeOf,
  workloadsOf,
} from './service';

const yamlOf = (service: EmittedService, path: string): JsonObject =>
  objectOf(parse(service.files.get(path) ?? 'null') as Json);

const application: ConsistencyRule = {
  id: 'application-source',
  title:
    'Argo CD looks where the service is delivered, and delivers where it runs',
  *check(service) {
    for (const environment of ENVIRONMENTS) {
      const where = `argocd/${environment}.yaml`;
      const spec = yamlOf(service, where).spec;
      const path = at(spec, 'source', 'path');
      const expected = `environments/${environment}/${service.name}`;
      if (path !== expected) {
        yield {
          where,
          message: `Its path is ${String(path)}, not ${expected}`,
        };
      }
      const namespace = at(spec, 'destination', 'namespace');
      if (namespace !== namespaceOf(environment)) {
        yield {
          where,
          message: `It delivers to namespace ${String(
            namespace,
          )}, not ${namespaceOf(environment)}`,
        };
      }
      for (const file of listOf(at(spec, 'source', 'helm', 'valueFiles'))) {
        if (!service.files.has(`chart/${String(file)}`)) {
          yield { where, message: `There is no chart/${String(file)}` };
        }
      }
    }
  },
};

const valuesFiles: ConsistencyRule = {
  id: 'values-file',
  title: 'Every environment has its values, which say that they are its own',
  *check(service) {
    for (const environment of ENVIRONMENTS) {
      const where = `chart/values-${environment}.yaml`;
      if (!service.files.has(where)) {
        yield { where, message: 'It is missing' };
        continue;
      }
      for (const workload of workloadsOf(
        service.manifests.get(environment) ?? [],
      )) {
        const said = workload.labels['textloom.ai/environment'];
        if (said !== environment) {
          yield {
            where: placeOf(environment, workload.object),
            message: `Its pods are labelled as of ${String(said)}`,
          };
        }
      }
    }
  },
};

const kubernetesId: ConsistencyRule = {
  id: 'catalog-name',
  title: 'The catalog finds the workloads of the component by their label',
  *check(service) {
    const where = 'catalog-info.yaml';
    const component = parseAllDocuments(service.files.get(where) ?? '')
      .map(document => objectOf(document.toJS() as Json))
      .find(({ kind }) => kind === 'Component');
    const id = at(
      component,
      'metadata',
      'annotations',
      'backstage.io/kubernetes-id',
    );
    if (
      at(component, 'metadata', 'name') !== service.name ||
      id !== service.name
    ) {
      yield {
        where,
        message: `Component ${String(
          at(component, 'metadata', 'name'),
        )} looks for ${String(id)}; the service is ${service.name}`,
      };
    }
    for (const [environment, objects] of environmentsOf(service)) {
      for (const { object, labels } of workloadsOf(objects)) {
        if (labels['backstage.io/kubernetes-id'] !== service.name) {
          yield {
            where: placeOf(environment, object),
            message: `Its pods have backstage.io/kubernetes-id ${String(
              labels['backstage.io/kubernetes-id'],
            )}`,
          };
        }
      }
    }
  },
};

/** `KEY=value` lines. */
export function variablesOf(text: string): Map<string, string> {
  return new Map(
    text.split('\n').flatMap(line => {
      const [, key, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
      return key ? [[key, value] as const] : [];
    }),
  );
}

const SERVICE_ENV = '.textloom/service.env';

const pipeline: ConsistencyRule = {
  id: 'pipeline-image',
  title: 'The pipeline builds and reports what the chart runs',
  *check(service) {
    const variables = variablesOf(service.files.get(SERVICE_ENV) ?? '');
    const values = yamlOf(service, 'chart/values.yaml');
    const pairs: [string, Json | undefined][] = [
      ['SERVICE', at(yamlOf(service, 'chart/Chart.yaml'), 'name')],
      ['IMAGE', at(values, 'image', 'repository')],
      ['KIND', values.kind],
      ['PORT', values.port],
    ];
    for (const [name, value] of pairs) {
      if (variables.get(name) !== String(value)) {
        yield {
          where: SERVICE_ENV,
          message: `${name} is ${variables.get(name)}; the chart says ${String(
            value,
          )}`,
        };
      }
    }
  },
};

const scripts: ConsistencyRule = {
  id: 'script-exists',
  title:
    'Scripts, actions and targets of make that the pipeline calls are in the repository',
  *check({ files }) {
    const targets = new Set(
      [...(files.get('Makefile') ?? '').matchAll(/^([\w-]+):/gm)].map(
        ([, t]) => t,
      ),
    );
    for (const [path, text] of files) {
      if (!/^\.github\/.*\.ya?ml$|^scripts\/|^Makefile$/.test(path)) {
        continue;
      }
      for (const [, called] of text.matchAll(
        /(?:^|[\s"'=])((?:\.\/)?(?:scripts\/[\w.-]+\.(?:sh|py|mjs)|\.github\/[\w./-]+))/gm,
      )) {
        const name = called.replace(/^\.\//, '').replace(/\/$/, '');
        const found =
          files.has(name) ||
          files.has(`${name}/action.yaml`) ||
          files.has(`${name}/action.yml`);
        if (!found && /\w/.test(name)) {
          yield { where: path, message: `There is no ${name}` };
        }
      }
      if (path.startsWith('.github/')) {
        for (const [, wanted] of text.matchAll(
          /\brun: make ((?:[\w-]+ ?)+)$/gm,
        )) {
          const missing = wanted
            .trim()
            .split(' ')
            .find(t => !targets.has(t));
          if (missing) {
            yield { where: path, message: `The Makefile has no ${missing}` };
          }
        }
      }
    }
  },
};

const EXPOSE = /^EXPOSE\s+(\d+)/m;

const ports: ConsistencyRule = {
  id: 'port-same',
  title: 'Image, chart and variable PORT name the same port',
  *check(service) {
    const exposed = Number(
      EXPOSE.exec(service.files.get('Dockerfile') ?? '')?.[1],
    );
    for (const [environment, objects] of environmentsOf(service)) {
      for (const { object, containers } of workloadsOf(objects)) {
        if (object.kind === 'Job') {
          continue;
        }
        for (const container of containers) {
          const open = listOf(container.ports).map(port =>
            Number(objectOf(port).containerPort),
          );
          const variable = listOf(container.env)
            .map(objectOf)
            .find(({ name }) => name === 'PORT')?.value;
          const wrong = [exposed, Number(variable)].find(
            port => !open.includes(port),
          );
          if (wrong !== undefined) {
            yield {
              where: placeOf(environment, object),
              message: `Its ports are ${open.join(
                ', ',
              )}, the image exposes ${exposed} and PORT is ${String(variable)}`,
            };
          }
        }
      }
    }
  },
};

const productionSync: ConsistencyRule = {
  id: 'prod-manual',
  title: 'Nothing reaches production without the portal',
  *check(service) {
    const where = 'argocd/prod.yaml';
    const policy = objectOf(at(yamlOf(service, where).spec, 'syncPolicy'));
    if ('automated' in policy) {
      yield { where, message: 'It syncs by itself' };
    }
  },
};

/** Who owns a field of an object in the cluster: if Argo CD writes it, it takes it back at every sync. */
const ignored: ConsistencyRule = {
  id: 'autoscaler-owns-replicas',
  title:
    'Replicas belong to the autoscaler: the chart sets none, and Argo CD ignores them',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const scaled = objects
        .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
        .map(object => objectOf(at(object, 'spec', 'scaleTargetRef')));
      for (const object of objects) {
        const isScaled = scaled.some(
          ({ kind, name }) =>
            kind === object.kind && name === object.metadata.name,
        );
        if (isScaled && at(object, 'spec', 'replicas') !== undefined) {
          yield {
            where: placeOf(environment, object),
            message: 'It sets replicas, and an autoscaler does, too',
          };
        }
      }
      yield* unignored(service, environment, scaled);
    }
  },
};

function* unignored(
  service: EmittedService,
  environment: Environment,
  scaled: readonly JsonObject[],
) {
  const where = `argocd/${environment}.yaml`;
  const differences = listOf(
    at(yamlOf(service, where).spec, 'ignoreDifferences'),
  ).map(objectOf);
  for (const kind of new Set(scaled.map(target => String(target.kind)))) {
    const ignores = differences.some(
      difference =>
        difference.kind === kind &&
        listOf(difference.jsonPointers).includes('/spec/replicas'),
    );
    if (!ignores) {
      yield { where, message: `It does not ignore the replicas of ${kind}` };
    }
  }
}

/** Rules on delivery: what is built is what is run, where it is looked for. */
export const DELIVERY_RULES: readonly ConsistencyRule[] = [
  application,
  valuesFiles,
  kubernetesId,
  pipeline,
  scripts,
  ports,
  productionSync,
  ignored,
];
