import {
  ChartValues,
  EmittedChart,
  emitChart,
} from './__testUtils__/emitChart';
import { helmTemplate, Objects } from './__testUtils__/helmTemplate';

jest.setTimeout(60_000);

const NEW = `sha256:${'c3'.repeat(32)}`;
const charts: EmittedChart[] = [];

async function render(
  kind: ChartValues['kind'],
  changes: Partial<ChartValues> = {},
  set: readonly string[] = [],
): Promise<Objects> {
  const chart = await emitChart(kind, changes);
  charts.push(chart);
  return helmTemplate(chart, { set });
}

afterAll(() => Promise.all(charts.map(it => it.remove())));

const waveOf = (objects: Objects, kind: string, name?: string) =>
  Number(
    objects.one(kind, name).metadata.annotations?.[
      'argocd.argoproj.io/sync-wave'
    ] ?? 0,
  );

const migration = (objects: Objects) => {
  const { spec } = objects.one('Job', 'video-search-migrate');
  return spec.template.spec.containers[0];
};

describe('the migration of an API', () => {
  it('ends before pods start, and has by then what it needs itself', async () => {
    const objects = await render('api');
    const job = waveOf(objects, 'Job', 'video-search-migrate');
    expect(waveOf(objects, 'Deployment')).toBeGreaterThan(job);
    for (const kind of ['ServiceAccount', 'ExternalSecret', 'NetworkPolicy']) {
      expect(waveOf(objects, kind)).toBeLessThan(job);
    }
  });

  it('runs the image and reads the variables of the service', async () => {
    const objects = await render('api');
    const [served] = objects.one('Deployment').spec.template.spec.containers;
    const container = migration(objects);
    expect(container.args).toEqual(['migrate']);
    expect(container.image).toBe(served.image);
    expect(container.env).toEqual(served.env);
    expect(container.env).toContainEqual(
      expect.objectContaining({ name: 'DATABASE_URL' }),
    );
  });

  it.each([
    ['canary', [`canary.image.digest=${NEW}`]],
    ['blue-green', [`colors.green.digest=${NEW}`]],
    ['blue-green', ['activeColor=green', `colors.blue.digest=${NEW}`]],
  ] as const)(
    'is that of the version which takes over in a %s release: %j',
    async (strategy, set) => {
      const objects = await render('api', { strategy, rollouts: false }, set);
      expect(migration(objects).image).toContain(NEW);
    },
  );

  it('is reached by nothing that selects the pods of the service', async () => {
    const objects = await render('api');
    const job = objects.one('Job', 'video-search-migrate');
    const { labels } = job.spec.template.metadata;
    for (const { spec } of [
      ...objects.ofKind('Service'),
      ...objects.ofKind('Deployment'),
    ]) {
      const wanted = spec.selector.matchLabels ?? spec.selector;
      expect(labels).not.toMatchObject(wanted);
    }
  });
});

it.each([
  ['api', { database: false }],
  ['worker', {}],
  ['web', {}],
] as const)('there is none for %s %j', async (kind, changes) => {
  const objects = await render(kind, changes);
  expect(objects.ofKind('Job')).toEqual([]);
});
