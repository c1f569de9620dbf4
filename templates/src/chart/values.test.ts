import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { HELM_VERSIONS } from '../tools/helm';
import {
  ChartValues,
  EmittedChart,
  emitChart,
} from './__testUtils__/emitChart';
import {
  ENVIRONMENTS,
  helmLint,
  helmTemplate,
  helmText,
  namespaceOf,
} from './__testUtils__/helmTemplate';

jest.setTimeout(120_000);

const VARIANTS: [string, ChartValues['kind'], Partial<ChartValues>][] = [
  ['api', 'api', {}],
  [
    'api, bare and plain',
    'api',
    {
      rollouts: false,
      database: false,
      cache: false,
      jobs: false,
      priority: 'P2',
    },
  ],
  [
    'api, public and blue-green',
    'api',
    {
      exposure: 'public',
      host: 'api.textloom.ai',
      strategy: 'blue-green',
      objectStorage: true,
      priority: 'P0',
    },
  ],
  ['api, plain blue-green', 'api', { strategy: 'blue-green', rollouts: false }],
  ['web', 'web', {}],
  ['worker', 'worker', { objectStorage: true }],
  [
    'worker, bare',
    'worker',
    { rollouts: false, database: false, priorityQueue: false },
  ],
];

const charts = new Map<string, EmittedChart>();
const chartOf = (name: string) => charts.get(name) as EmittedChart;

beforeAll(async () => {
  for (const [name, kind, changes] of VARIANTS) {
    charts.set(name, await emitChart(kind, changes));
  }
});
afterAll(() => Promise.all([...charts.values()].map(it => it.remove())));

const read = (name: string, file: string) =>
  readFile(join(chartOf(name).folder, file), 'utf8');

describe.each(VARIANTS)('%s', name => {
  it('renders the same under Helm 3 and 4 in every environment', async () => {
    for (const environment of ENVIRONMENTS) {
      const [older, newer] = await Promise.all(
        HELM_VERSIONS.map(version =>
          helmText(chartOf(name), { environment, version }),
        ),
      );
      expect(older).toBe(newer);
      expect(older).toMatch(/^kind: Deployment$/m);
    }
  });

  it('passes both linters', async () => {
    for (const environment of ['dev', 'prod'] as const) {
      await Promise.all(
        HELM_VERSIONS.map(version =>
          expect(
            helmLint(chartOf(name), { environment, version }),
          ).resolves.not.toMatch(/WARNING|ERROR/),
        ),
      );
    }
  });

  it('has an Application for each environment, of which prod alone waits for people', async () => {
    for (const environment of ENVIRONMENTS) {
      const application = parse(await read(name, `argocd/${environment}.yaml`));
      const service = chartOf(name).values.name;
      expect(application.metadata.name).toBe(`${service}-${environment}`);
      expect(application.spec).toMatchObject({
        source: {
          repoURL: 'https://git.example.com/textloom/gitops.git',
          path: `environments/${environment}/${service}`,
        },
        destination: { namespace: namespaceOf(environment) },
      });
      const { syncPolicy, ignoreDifferences } = application.spec;
      expect('automated' in syncPolicy).toBe(environment !== 'prod');
      expect(syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
      expect(ignoreDifferences[0]).toEqual({
        group: 'apps',
        kind: 'Deployment',
        jsonPointers: ['/spec/replicas'],
      });
    }
  });

  it('lets Argo CD overlook the weights that Argo Rollouts moves', async () => {
    const { spec } = parse(await read(name, 'argocd/prod.yaml'));
    const moved = (await helmTemplate(chartOf(name)))
      .ofKind('Rollout')
      .some(it => it.spec.strategy.canary?.trafficRouting);
    const overlooked = spec.ignoreDifferences.map(
      (it: { jqPathExpressions?: string[] }) => it.jqPathExpressions?.[0],
    );
    const isOverlooked = overlooked.includes('.spec.http[].route[].weight');
    const { kind, rollouts } = chartOf(name).values;
    expect(isOverlooked).toBe(rollouts && kind !== 'worker');
    expect(isOverlooked || !moved).toBe(true);
  });
});

describe('values.schema.json', () => {
  it('is strict JSON schema of draft 2020-12', async () => {
    const schema = JSON.parse(await read('api', 'chart/values.schema.json'));
    const ajv = new Ajv2020({
      strict: true,
      strictRequired: false,
      // A budget is a number or per cent.
      allowUnionTypes: true,
    });
    expect(() => ajv.compile({ ...schema, $id: 'values' })).not.toThrow();
  });

  it('explains every key, and refuses others at every level that is the chart’s', async () => {
    const schema = JSON.parse(await read('api', 'chart/values.schema.json'));
    const silent: string[] = [];
    const open: string[] = [];
    const visit = (node: Record<string, unknown>, path: string) => {
      const properties = Object.entries(
        (node.properties ?? {}) as Record<string, Record<string, unknown>>,
      );
      if (properties.length > 0 && node.additionalProperties !== false) {
        open.push(path);
      }
      for (const [key, property] of properties) {
        if (!property.description && !property.$ref) {
          silent.push(`${path}.${key}`);
        }
        visit(property, `${path}.${key}`);
      }
    };
    visit(schema, 'values');
    for (const [name, definition] of Object.entries(schema.$defs)) {
      visit(definition as Record<string, unknown>, name);
    }
    expect(silent).toEqual([]);
    expect(open).toEqual([]);
  });

  it('knows exactly the keys of values.yaml', async () => {
    const schema = JSON.parse(await read('api', 'chart/values.schema.json'));
    const helms = ['global', 'textloom-service'];
    for (const [name] of VARIANTS) {
      const values = parse(await read(name, 'chart/values.yaml'));
      expect(Object.keys(values).sort()).toEqual(
        Object.keys(schema.properties)
          .filter(key => !helms.includes(key))
          .sort(),
      );
    }
  });

  it.each([
    ['unknown=1', /unknown/],
    ['autoscaling.minimum=2', /minimum/],
    ['autoscaling.min=0', /min/],
    ['autoscaling.cpu=101', /cpu/],
    ['image.tag=latest', /tag/],
    ['image.digest=sha256:abc', /digest/],
    ['environment=production', /environment/],
    ['strategy=recreate', /strategy/],
    ['access.exposure=public', /host/],
    ['access.host=https://a.b', /host/],
    ['access.callers[0].name=a/b', /callers/],
    ['secrets[0]=database_url', /secrets/],
    ['resources.requests.cpu=lots', /cpu/],
    ['traffic.timeout=15', /timeout/],
    ['disruption.maxUnavailable=100%', /maxUnavailable/],
    ['priorityWorker.enabled=true', /priorityWorker|enabled/],
  ])('refuses %s under both Helms', async (argument, why) => {
    for (const version of HELM_VERSIONS) {
      await expect(
        helmText(chartOf('api'), { version, set: [argument] }),
      ).rejects.toThrow(why);
    }
  });

  it('refuses blue-green for a worker', async () => {
    for (const version of HELM_VERSIONS) {
      await expect(
        helmText(chartOf('worker'), { version, set: ['strategy=blue-green'] }),
      ).rejects.toThrow(/schema/);
    }
  });
});

describe('text from the form', () => {
  it('stays what it was', async () => {
    const chart = parse(await read('api', 'chart/Chart.yaml'));
    expect(chart.description).toBe(chartOf('api').values.description);
  });

  it('cannot become another type of YAML', async () => {
    const words = { ownerName: 'off', systemName: 'null' };
    const chart = await emitChart('api', words);
    try {
      const values = parse(
        await readFile(join(chart.folder, 'chart/values.yaml'), 'utf8'),
      );
      expect([values.owner, values.partOf]).toEqual(['off', 'null']);
      const { all } = await helmTemplate(chart);
      for (const { metadata } of all) {
        expect(metadata.labels).toMatchObject({
          'app.kubernetes.io/part-of': 'null',
          'textloom.ai/owner': 'off',
        });
      }
    } finally {
      await chart.remove();
    }
  });
});
