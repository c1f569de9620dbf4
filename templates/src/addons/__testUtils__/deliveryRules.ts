import { at } from '../../consistency/service';
import { Json, JsonObject, listOf, objectOf } from '../../covering/json';
import {
  addonsOf,
  AddonRule,
  argo,
  Repository,
  valuesOf,
  yamlOf,
} from './repository';

const VERSION = /^v?\d+\.\d+\.\d+$/;

/** Each generator of an ApplicationSet, those inside of a matrix too. */
function generatorsOf(set: Json): JsonObject[] {
  return listOf(at(set, 'generators')).flatMap(generator => {
    const inner = at(generator, 'matrix');
    return inner ? generatorsOf(inner) : [objectOf(generator)];
  });
}

/** A pattern of Argo CD for files, against the repository. */
const matches = (files: Repository['files'], pattern: string) =>
  [...files.keys()].some(path =>
    new RegExp(
      `^${pattern.replace(/[.+]/g, '\\$&').replace(/\*/g, '[^/]*')}$`,
    ).test(path),
  );

const paths: AddonRule = {
  id: 'path-exists',
  title: 'Argo CD looks where something is',
  *check({ files }) {
    for (const [name, set] of argo(files, 'ApplicationSet')) {
      for (const generator of generatorsOf(set.spec as Json)) {
        const own = String(at(generator, 'git', 'repoURL')).includes(
          '/platform-addons.git',
        );
        for (const file of own ? listOf(at(generator, 'git', 'files')) : []) {
          const path = String(objectOf(file).path);
          if (!matches(files, path)) {
            yield `${name} reads ${path}, which is not there`;
          }
        }
        for (const element of listOf(at(generator, 'list', 'elements')).map(
          objectOf,
        )) {
          // The charts of the data layer are made next door, and may not be there yet.
          if (
            ![...files.keys()].some(path =>
              path.startsWith(`${String(element.path)}/`),
            )
          ) {
            yield `${name} installs ${String(
              element.path,
            )}, which is not there`;
          }
        }
      }
    }
    const root = at(
      argo(files, 'Application').get('root') ?? null,
      'spec',
      'source',
      'path',
    );
    if (!matches(files, `${String(root)}/applicationsets/*`)) {
      yield `root reads ${String(root)}, which holds no ApplicationSets`;
    }
    for (const addon of addonsOf(files)) {
      if (!files.has(`addons/${addon}/values.yaml`)) {
        yield `${addon} has no values.yaml`;
      }
    }
  },
};

const pinned: AddonRule = {
  id: 'version-pinned',
  title:
    'Charts of others have one version, and come from where the project allows',
  *check({ files }) {
    const project = argo(files, 'AppProject').get('platform');
    const allowed = listOf(at(project ?? null, 'spec', 'sourceRepos'));
    const used = new Set<Json>();
    for (const addon of addonsOf(files)) {
      const {
        addon: name,
        version,
        repo,
      } = yamlOf(files, `addons/${addon}/addon.yaml`);
      if (name !== addon) {
        yield `addons/${addon} calls itself ${String(name)}`;
      }
      if (!VERSION.test(String(version))) {
        yield `${addon} has no fixed version: ${String(version)}`;
      }
      if (!allowed.includes(repo)) {
        yield `${addon} comes from ${String(
          repo,
        )}, which the project does not allow`;
      }
      used.add(repo);
    }
    for (const repo of allowed.filter(
      it => !used.has(it) && !String(it).endsWith('.git'),
    )) {
      yield `Nothing comes from ${String(repo)}, which the project allows`;
    }
  },
};

const known: AddonRule = {
  id: 'override-known',
  title: 'What an environment changes is an add-on',
  *check({ files }) {
    const addons = addonsOf(files);
    for (const environment of ['dev', 'test', 'staging', 'prod']) {
      const { overrides } = yamlOf(files, `environments/${environment}.yaml`);
      for (const name of Object.keys(objectOf(overrides))) {
        if (!addons.includes(name)) {
          yield `${environment} changes ${name}, which is no add-on`;
        }
      }
    }
  },
};

const manual: AddonRule = {
  id: 'prod-manual',
  title:
    'Nothing reaches production by itself, and the other environments follow in waves',
  *check({ files }) {
    for (const [name, { spec }] of argo(files, 'ApplicationSet')) {
      const automated = at(spec, 'template', 'spec', 'syncPolicy', 'automated');
      const reads = JSON.stringify(generatorsOf(spec as Json));
      const prod = /environments\/(?:prod|\*)\.yaml/.test(reads);
      if (prod && automated) {
        yield `${name} syncs production by itself`;
      }
      if (
        prod &&
        /automated/.test(String(at(spec, 'templatePatch') ?? '')) &&
        !/eq \.environment "dev"/.test(String(at(spec, 'templatePatch')))
      ) {
        yield `${name} lets more than dev sync by itself`;
      }
      if (!prod && at(spec, 'strategy', 'type') !== 'RollingSync') {
        yield `${name} syncs all waves at once`;
      }
    }
  },
};

/** Minutes of a week in Shanghai that the deny windows of a project cover; Sunday is day 0. */
function deniedMinutes(windows: readonly Json[]): Set<number> {
  const denied = new Set<number>();
  for (const window of windows.map(objectOf)) {
    const [minute, hour, , , days] = String(window.schedule).split(' ');
    const length = parseInt(String(window.duration), 10) * 60;
    for (const day of days === '*'
      ? [0, 1, 2, 3, 4, 5, 6]
      : days.split(',').map(Number)) {
      for (let offset = 0; offset < length; offset++) {
        denied.add(
          (day * 1440 + Number(hour) * 60 + Number(minute) + offset) % 10080,
        );
      }
    }
  }
  return denied;
}

const windows: AddonRule = {
  id: 'sync-window',
  title: 'At night and at the weekend production is changed on purpose only',
  *check({ files }) {
    const projects = argo(files, 'AppProject');
    for (const [name, { spec }] of projects) {
      const all = listOf(at(spec, 'syncWindows'));
      const odd = all.find(
        window =>
          at(window, 'kind') !== 'deny' ||
          at(window, 'manualSync') !== true ||
          at(window, 'timeZone') !== 'Asia/Shanghai' ||
          String(at(window, 'applications')) !== '*-prod',
      );
      if (odd) {
        yield `${name} has a window that is no such one: ${JSON.stringify(
          odd,
        )}`;
      }
      const denied = deniedMinutes(all);
      const wrong = Array.from({ length: 10080 }, (_, minute) => minute).find(
        minute => {
          const day = Math.floor(minute / 1440);
          const hour = Math.floor((minute % 1440) / 60);
          const open = day >= 1 && day <= 5 && hour >= 8 && hour < 20;
          return open === denied.has(minute);
        },
      );
      if (wrong !== undefined) {
        yield `${name}: day ${Math.floor(wrong / 1440)} at ${Math.floor(
          (wrong % 1440) / 60,
        )} o'clock is wrong`;
      }
    }
    if (projects.size !== 2) {
      yield 'There are not two projects: of add-ons and of services';
    }
  },
};

/** Whether a value anywhere asks for a monitor of Prometheus. */
const monitors = (values: Json): boolean =>
  JSON.stringify(values).match(/"service[mM]onitor":\{[^}]*"enabled":true/) !==
  null;

const waves: AddonRule = {
  id: 'wave-order',
  title: 'What brings a kind comes before what makes objects of it',
  *check({ files }) {
    const waveOf = (addon: string) =>
      Number(yamlOf(files, `addons/${addon}/addon.yaml`).wave);
    const steps = listOf(
      at(
        argo(files, 'ApplicationSet').get('addons') ?? null,
        'spec',
        'strategy',
        'rollingSync',
        'steps',
      ),
    ).map(step => Number(at(step, 'matchExpressions', 0, 'values', 0)));
    for (const addon of addonsOf(files)) {
      if (!steps.includes(waveOf(addon))) {
        yield `${addon} is in wave ${waveOf(addon)}, which never comes`;
      }
      if (
        monitors(valuesOf(files, addon)) &&
        waveOf(addon) <= waveOf('prometheus-operator-crds')
      ) {
        yield `${addon} makes monitors before there is such a kind`;
      }
    }
    const charts = generatorsOf(
      (argo(files, 'ApplicationSet').get('charts')?.spec ?? null) as Json,
    )
      .flatMap(generator => listOf(at(generator, 'list', 'elements')))
      .map(objectOf);
    const needs: [string, string[]][] = [
      [
        'platform',
        [
          'cert-manager',
          'external-secrets',
          'istiod',
          'aws-load-balancer-controller',
        ],
      ],
      ['observability', ['prometheus-operator-crds', 'external-secrets']],
    ];
    for (const [chart, addons] of needs) {
      const wave = Number(
        charts.find(element => element.chart === chart)?.wave,
      );
      for (const addon of addons) {
        if (!(waveOf(addon) < wave)) {
          yield `${chart} needs ${addon}, which does not come before it`;
        }
      }
    }
    for (const addon of ['kibana', 'logstash', 'filebeat', 'jaeger']) {
      if (waveOf(addon) <= waveOf('elasticsearch')) {
        yield `${addon} needs Elasticsearch, which does not come before it`;
      }
    }
  },
};

/** Rules on delivery: Argo CD finds what it looks for, in an order that works, and leaves production alone. */
export const DELIVERY_RULES: readonly AddonRule[] = [
  paths,
  pinned,
  known,
  manual,
  windows,
  waves,
];
