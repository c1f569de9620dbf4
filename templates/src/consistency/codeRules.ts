import { JsonObject, listOf, objectOf } from '../covering/json';
import {
  at,
  ConsistencyRule,
  EmittedService,
  environmentsOf,
  ofKind,
  nameOf,
  placeOf,
  workloadsOf,
} from './service';

const isCode = (path: string) =>
  /\.(?:py|ts|tsx|mts)$/.test(path) &&
  !/(?:^|\/)tests?\/|\.test\.ts$/.test(path);

/** Whether the code answers at a path: a folder of Next.js, else a string of the code. */
function answersAt({ files }: EmittedService, path: string): boolean {
  if (files.has('next.config.ts')) {
    return files.has(`app${path}/route.ts`);
  }
  return [...files].some(
    ([file, text]) =>
      isCode(file) &&
      (text.includes(`"${path}"`) || text.includes(`'${path}'`)),
  );
}

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];

const probes: ConsistencyRule = {
  id: 'probe-answered',
  title: 'Probes ask where the code answers, at a port of the container',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      for (const { object, containers } of workloadsOf(objects)) {
        const asked = containers.flatMap(container =>
          PROBES.map(
            probe =>
              [container, objectOf(at(container, probe, 'httpGet'))] as const,
          ),
        );
        for (const [container, { path, port }] of asked) {
          if (path === undefined) {
            continue;
          }
          const known = listOf(container.ports)
            .map(objectOf)
            .some(
              ({ name, containerPort }) =>
                name === port || containerPort === port,
            );
          if (!known || !answersAt(service, String(path))) {
            yield {
              where: placeOf(environment, object),
              message: `Nothing answers at ${String(path)} of port ${String(
                port,
              )}`,
            };
          }
        }
      }
    }
  },
};

/** Variables that runtimes and libraries read by themselves. */
const OF_LIBRARIES = new Set(
  `OTEL_SERVICE_NAME OTEL_EXPORTER_OTLP_ENDPOINT OTEL_RESOURCE_ATTRIBUTES
  NODE_ENV HOSTNAME TZ HOME PYTHONUNBUFFERED`.split(/\s+/),
);

/** Variables that the code reads, and those that it cannot start without. */
function settingsOf({ files }: EmittedService): {
  known: Set<string>;
  required: Set<string>;
} {
  const known = new Set<string>();
  const required = new Set<string>();
  for (const [path, text] of files) {
    if (path === 'Dockerfile') {
      // What an image sets by default is read by what it starts.
      for (const [name] of text.matchAll(/\b[A-Z][A-Z0-9_]+(?==)/g)) {
        known.add(name);
      }
    }
    if (!isCode(path)) {
      continue;
    }
    for (const [, name] of text.matchAll(
      /\b(?:process\.)?env\.([A-Z][A-Z0-9_]*)/g,
    )) {
      known.add(name);
    }
    for (const [, name] of text.matchAll(
      /(?:environ(?:\.get)?[[(]|getenv\(|env\[)["']([A-Z][A-Z0-9_]*)["']/g,
    )) {
      known.add(name);
    }
    if (/\bclass \w+\(BaseSettings\)/.test(text)) {
      for (const [, field, type] of text.matchAll(
        /^ {4}([a-z]\w*): ([^#\n]+)$/gm,
      )) {
        known.add(field.toUpperCase());
        if (!type.includes(' = ') && !type.includes('=')) {
          required.add(field.toUpperCase());
        }
      }
    }
  }
  return { known, required };
}

/** What `make setup` copies to .env. */
const LOCAL_RUN = '.env.example';

const variables: ConsistencyRule = {
  id: 'variable-read',
  title:
    'The chart and a local run set the variables that the code needs, and none that nothing reads',
  *check(service) {
    const { known, required } = settingsOf(service);
    const local = service.files.get(LOCAL_RUN) ?? '';
    const places = [
      [
        LOCAL_RUN,
        Array.from(local.matchAll(/^[A-Z][A-Z0-9_]*(?==)/gm), String),
      ],
    ] as [string, string[]][];
    for (const [environment, objects] of environmentsOf(service)) {
      for (const { object, containers } of workloadsOf(objects)) {
        if (object.kind === 'Job') {
          continue;
        }
        const names = containers.flatMap(container =>
          listOf(container.env).map(item => String(objectOf(item).name)),
        );
        places.push([placeOf(environment, object), names]);
      }
    }
    for (const [where, names] of places) {
      const set = new Set(names);
      for (const name of set) {
        if (!known.has(name) && !OF_LIBRARIES.has(name)) {
          yield { where, message: `No code reads ${name}` };
        }
      }
      for (const name of required) {
        if (!set.has(name)) {
          yield { where, message: `The code does not start without ${name}` };
        }
      }
    }
  },
};

const secrets: ConsistencyRule = {
  id: 'secret-provided',
  title: 'A secret that a container asks for is fetched from the store',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const provided = new Map<string, Set<string>>();
      for (const external of ofKind(objects, 'ExternalSecret')) {
        const name = String(
          at(external, 'spec', 'target', 'name') ?? nameOf(external),
        );
        provided.set(
          name,
          new Set(
            listOf(at(external, 'spec', 'data')).map(item =>
              String(objectOf(item).secretKey),
            ),
          ),
        );
      }
      for (const { object, containers } of workloadsOf(objects)) {
        for (const reference of containers.flatMap(secretsOf)) {
          const keys = provided.get(String(reference.name));
          if (!keys?.has(String(reference.key))) {
            yield {
              where: placeOf(environment, object),
              message: `No ExternalSecret fetches ${String(
                reference.key,
              )} of ${String(reference.name)}`,
            };
          }
        }
      }
    }
  },
};

function secretsOf(container: JsonObject): JsonObject[] {
  return listOf(container.env)
    .map(item => objectOf(at(item, 'valueFrom', 'secretKeyRef')))
    .filter(({ name }) => name !== undefined);
}

const queues: ConsistencyRule = {
  id: 'queue-known',
  title: 'Queues that workers take from and autoscalers follow are the same',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const taken = new Set(
        workloadsOf(objects).flatMap(({ containers }) =>
          containers.flatMap(({ args }) => {
            const words = listOf(args).map(String);
            const position = words.indexOf('--queues');
            return position < 0 ? [] : words[position + 1].split(',');
          }),
        ),
      );
      for (const autoscaler of ofKind(objects, 'HorizontalPodAutoscaler')) {
        for (const metric of listOf(at(autoscaler, 'spec', 'metrics'))) {
          const queue = at(
            metric,
            'external',
            'metric',
            'selector',
            'matchLabels',
            'queue',
          );
          if (queue !== undefined && !taken.has(String(queue))) {
            yield {
              where: placeOf(environment, autoscaler),
              message: `No worker takes from queue ${String(queue)}`,
            };
          }
        }
      }
    }
  },
};

const accounts: ConsistencyRule = {
  id: 'account-exists',
  title: 'The account that pods run as is made by the chart',
  *check(service) {
    for (const [environment, objects] of environmentsOf(service)) {
      const accountNames = new Set(
        ofKind(objects, 'ServiceAccount').map(nameOf),
      );
      for (const { object, pod } of workloadsOf(objects)) {
        const account = pod.serviceAccountName;
        if (!accountNames.has(String(account))) {
          yield {
            where: placeOf(environment, object),
            message: `There is no ServiceAccount ${String(account)}`,
          };
        }
      }
    }
  },
};

/** Rules between code and chart: what one says the other does. */
export const CODE_RULES: readonly ConsistencyRule[] = [
  probes,
  variables,
  secrets,
  queues,
  accounts,
];
