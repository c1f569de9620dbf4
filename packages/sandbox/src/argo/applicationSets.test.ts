import { parse, stringify } from 'yaml';
import { parseSnapshot } from '../git/snapshot';
import { mergePatch } from '../kubernetes/strategicMerge';
import { KubeObject } from '../kubernetes/types';
import {
  getOf,
  listOf,
  PODS,
  DEPLOYMENTS,
  AUTOSCALERS,
} from '../world/objects';
import { ADDED, addedManifests, inFolder } from './__testUtils__/addedService';
import { followRepository } from './__testUtils__/deliveries';
import { applicationsOf } from './applicationSets';
import {
  Application,
  APPLICATION_SETS,
  APPLICATIONS,
  ApplicationSet,
} from './types';

jest.setTimeout(60_000);

const NONPROD = 'textloom-nonprod';
const FOLDER = `environments/dev/${ADDED}`;
const NAME = `${ADDED}-dev`;

type Followed = Awaited<ReturnType<typeof followRepository>>;

const names = ({ world }: Followed) =>
  listOf(world.store, APPLICATIONS).map(({ metadata }) => metadata.name);
const setOf = ({ world }: Followed) =>
  listOf(world.store, APPLICATION_SETS)[0] as ApplicationSet;
const change = (
  followed: Followed,
  syncPolicy: ApplicationSet['spec']['syncPolicy'],
) => {
  const set = setOf(followed);
  const spec = { ...set.spec, syncPolicy };
  followed.world.store.update(APPLICATION_SETS.resource, { ...set, spec });
};

/** A cluster in which somebody has added a service to dev. */
async function withService(manifests = addedManifests()): Promise<Followed> {
  const followed = await followRepository(NONPROD);
  await followed.pass(2);
  followed.history.add(inFolder(FOLDER, manifests));
  await followed.pass(20);
  return followed;
}

it('owns an Application for each folder of its environments from the start, and changes none', async () => {
  const followed = await followRepository(NONPROD);
  const before = names(followed);
  expect(before).toHaveLength(27);
  expect(before).toContain('textloom-api-staging');
  const { revision } = followed.world.store;
  await followed.pass(2);
  expect(names(followed)).toEqual(before);
  const { uid } = setOf(followed).metadata;
  const apps = listOf(followed.world.store, APPLICATIONS);
  expect(apps.map(app => app.metadata.ownerReferences?.[0].uid)).toEqual(
    apps.map(() => uid),
  );
  const specs = followed.world.store
    .eventsSince(APPLICATIONS.resource, revision)
    ?.filter(
      ({ object, previous }) =>
        JSON.stringify(object.spec) !== JSON.stringify(previous?.spec),
    );
  expect(specs).toEqual([]);
  expect(setOf(followed).status?.conditions).toMatchObject([
    { type: 'ErrorOccurred', status: 'False' },
    { type: 'ParametersGenerated', status: 'True' },
    { type: 'ResourcesUpToDate', status: 'True' },
  ]);
});

it('has production in the namespace of the product', async () => {
  const { application } = await followRepository('textloom-prod');
  expect(application('textloom-api-prod')).toMatchObject({
    metadata: {
      labels: {
        'app.kubernetes.io/name': 'textloom-api',
        'textloom.ai/environment': 'prod',
      },
    },
    spec: {
      source: { path: 'environments/prod/textloom-api' },
      destination: { namespace: 'textloom' },
    },
  });
});

it('brings a service up whose folder appears, with every kind that its chart has', async () => {
  const { application, world, pass } = await withService();
  expect(application(NAME)).toMatchObject({
    spec: { source: { path: FOLDER }, destination: { namespace: 'dev' } },
    status: {
      sync: { status: 'Synced' },
      health: { status: 'Healthy' },
      operationState: { phase: 'Succeeded' },
      history: [{ id: 0 }],
    },
  });
  const kinds = Object.keys(addedManifests());
  expect(application(NAME).status?.resources).toHaveLength(kinds.length);
  const pods = listOf(world.store, PODS, 'dev').filter(
    ({ metadata }) => metadata.labels?.['backstage.io/kubernetes-id'] === ADDED,
  );
  expect(pods.map(({ status }) => status.phase)).toEqual([
    'Running',
    'Running',
  ]);
  expect(getOf(world.store, AUTOSCALERS, 'dev', ADDED)?.status).toMatchObject({
    desiredReplicas: 2,
    currentMetrics: [{ resource: { name: 'cpu' } }],
  });
  expect(
    world.store.get('verticalpodautoscalers.autoscaling.k8s.io', 'dev', ADDED),
  ).toMatchObject({
    status: {
      recommendation: {
        containerRecommendations: [{ target: { cpu: '220m' } }],
      },
    },
  });
  // Nothing is written any more.
  const { revision } = world.store;
  await pass(2);
  const written = world.store.eventsSince(APPLICATIONS.resource, revision);
  expect(written).toEqual([]);
});

it('takes a service away whose folder disappears, with what it had', async () => {
  const followed = await withService();
  const { world, history, pass } = followed;
  history.remove(FOLDER);
  await pass(40);
  expect(names(followed)).not.toContain(NAME);
  const left = [...world.registry.all()].flatMap(({ plural, group }) =>
    world.store
      .list(group ? `${plural}.${group}` : plural, 'dev')
      .filter(
        ({ kind, metadata }) =>
          metadata.name.startsWith(ADDED) && kind !== 'Event',
      ),
  );
  expect(left).toEqual([]);
  // What is built anew is as it was left.
  expect(names(followed)).toHaveLength(27);
});

it('leaves what was deployed where that is asked for', async () => {
  const followed = await withService();
  const { world, history, pass } = followed;
  change(followed, { preserveResourcesOnDeletion: true });
  const app = getOf(world.store, APPLICATIONS, 'argocd', NAME) as Application;
  const { finalizers, ...metadata } = app.metadata;
  expect(finalizers).toEqual(['resources-finalizer.argocd.argoproj.io']);
  world.store.update(APPLICATIONS.resource, { ...app, metadata });
  history.remove(FOLDER);
  await pass(5);
  expect(names(followed)).not.toContain(NAME);
  expect(getOf(world.store, DEPLOYMENTS, 'dev', ADDED)).toBeDefined();
});

it.each(['create-only', 'create-update'] as const)(
  'deletes nothing under the policy %s',
  async applicationsSync => {
    const followed = await withService();
    change(followed, { applicationsSync });
    followed.history.remove(FOLDER);
    await followed.pass(5);
    expect(names(followed)).toContain(NAME);
    expect(followed.application(NAME).status?.conditions).toMatchObject([
      { type: 'ComparisonError' },
    ]);
  },
);

it('makes an Application again that somebody deletes', async () => {
  const followed = await withService();
  const { world, pass } = followed;
  const { uid } = followed.application(NAME).metadata;
  world.store.remove(APPLICATIONS.resource, 'argocd', NAME);
  await pass(5);
  expect(followed.application(NAME).metadata.uid).not.toBe(uid);
  expect(followed.application(NAME).status?.sync?.status).toBe('Synced');
});

it('says which kind nobody serves, and runs the rest of the world on', async () => {
  const { application, pass, history } = await withService({
    ...addedManifests(),
    'teapot.yaml':
      'apiVersion: brew.io/v1\nkind: Teapot\nmetadata: {name: a}\n',
  });
  expect(application(NAME).status).toMatchObject({
    sync: { status: 'Unknown' },
    conditions: [
      {
        type: 'ComparisonError',
        message: expect.stringContaining('brew.io/v1/Teapot'),
      },
    ],
  });
  history.add({ [`${FOLDER}/teapot.yaml`]: '' });
  await pass(20);
  expect(application(NAME).status?.health?.status).toBe('Healthy');
});

it.each([
  ['no containers', { spec: { template: { spec: { containers: [] } } } }],
  ['another selector', { spec: { selector: { matchLabels: { a: 'b' } } } }],
  ['replicas that are no number', { spec: { replicas: 'many' } }],
])('refuses a Deployment with %s, and runs the rest on', async (_, patch) => {
  const { 'deployment.yaml': text, ...others } = addedManifests();
  const broken = stringify(mergePatch(parse(text), patch));
  const { application, pass, history, clock } = await withService({
    ...others,
    'deployment.yaml': broken,
  });
  expect(application(NAME).status).toMatchObject({
    sync: { status: 'OutOfSync' },
    operationState: {
      phase: 'Failed',
      message: expect.stringMatching(
        /failed to apply, reason: Deployment.apps/,
      ),
    },
  });
  // Neither does it keep the world from being built anew.
  const again = await followRepository(NONPROD, { history, now: clock.now });
  await again.pass(5);
  history.add({ [`${FOLDER}/deployment.yaml`]: text });
  await pass(20);
  expect(application(NAME).status?.health?.status).toBe('Healthy');
});

it('builds a founding service as it was when its manifest is broken', async () => {
  const { history, clock } = await followRepository(NONPROD);
  history.add({
    'environments/dev/textloom-api/deployment.yaml': stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'textloom-api', namespace: 'dev' },
      spec: { template: { spec: { containers: null } } },
    }),
  });
  const again = await followRepository(NONPROD, { history, now: clock.now });
  await again.pass(5);
  const { status } = again.application('textloom-api-dev');
  expect(status?.sync?.status).toBe('OutOfSync');
  expect(Object.values(again.running('dev', 'textloom-api'))).toEqual([2]);
});

it('leaves hooks out, which nothing would run', async () => {
  const job = `apiVersion: batch/v1
kind: Job
metadata:
  name: check
  annotations: {helm.sh/hook: pre-install}
spec: {template: {spec: {containers: []}}}
`;
  const { application, world } = await withService({
    ...addedManifests(),
    'job.yaml': job,
  });
  expect(application(NAME).status?.sync?.status).toBe('Synced');
  expect(world.store.list('jobs.batch', 'dev')).toEqual([]);
});

it('brings up again after a restart what was added, and not what was removed', async () => {
  const { history, clock } = await withService();
  history.remove('environments/dev/textloom-admin');
  const again = await followRepository(NONPROD, {
    history,
    now: clock.now + 3_600_000,
  });
  await again.pass(10);
  expect(again.application(NAME).status).toMatchObject({
    sync: { status: 'Synced' },
    health: { status: 'Healthy' },
  });
  expect(names(again)).not.toContain('textloom-admin-dev');
  expect(
    getOf(again.world.store, DEPLOYMENTS, 'dev', 'textloom-admin'),
  ).toBeUndefined();
  expect(
    getOf(again.world.store, DEPLOYMENTS, 'test', 'textloom-admin'),
  ).toBeDefined();
});

it('gives a new service requests from when it serves, by its Service', async () => {
  const { world, clock } = await withService();
  const history = world.traffic.get(`dev/${ADDED}`);
  expect(history).toHaveLength(1);
  expect(history?.[0].from).toBeGreaterThan(clock.now - 20_000);
  expect(world.traffic.get('dev/textloom-api')?.[0].from).toBe(-Infinity);
});

describe('applicationsOf', () => {
  const set = (
    directories: { path: string; exclude?: boolean }[],
    name = '{{ .path.basenameNormalized }}',
  ): ApplicationSet => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'set', namespace: 'argocd', uid: 'u' },
    spec: {
      generators: [{ git: { repoURL: 'r', revision: 'main', directories } }],
      template: {
        metadata: { name },
        spec: {
          source: { repoURL: 'r', path: '{{.path.path}}', targetRevision: 'm' },
          destination: { namespace: '{{index .path.segments 0}}' },
        },
      },
    },
  });
  const found = (wanted: ApplicationSet, ...paths: string[]) => {
    const files = new Map(paths.map(path => [path, '']));
    const all = applicationsOf(wanted, parseSnapshot('0'.repeat(40), files));
    return 'problem' in all
      ? all.problem
      : all.applications.map(({ metadata, spec }: KubeObject) => [
          metadata.name,
          (spec as Application['spec']).source.path,
        ]);
  };

  it('takes folders by pattern, without those that are excluded', () => {
    const wanted = set([
      { path: 'apps/*' },
      { path: 'apps/old*', exclude: true },
    ]);
    expect(
      found(
        wanted,
        'apps/a/x/y.yaml',
        'apps/B_c/x',
        'apps/old1/x',
        'b/x',
        'apps/x',
      ),
    ).toEqual([
      ['b-c', 'apps/B_c'],
      ['a', 'apps/a'],
    ]);
    expect(found(set([{ path: 'a.c' }]), 'abc/x', 'a.c/x')).toEqual([
      ['a.c', 'a.c'],
    ]);
  });

  it.each([undefined, {}, { generators: [{}] }, { generators: 'x' }])(
    'makes nothing of %p',
    spec => {
      const broken = { ...set([]), spec } as unknown as ApplicationSet;
      const all = found(broken, 'a/x');
      expect(Array.isArray(all) ? all : typeof all).toEqual(
        spec && Array.isArray(Object(spec).generators) ? [] : 'string',
      );
    },
  );

  it('says what is wrong instead of half of it', () => {
    const all = [{ path: '*' }];
    expect(found(set(all, '{{ .path.nothing }}'), 'a/x')).toMatch(
      '.path.nothing',
    );
    expect(found(set(all, '{{ index .path.segments 9 }}'), 'a/x')).toMatch('9');
    expect(found(set(all, 'same'), 'a/x', 'b/x')).toMatch(
      'duplicate name: same',
    );
    expect(found(set(all, '{{ .path.path }}'), 'A/x')).toMatch(
      'is no name of an Application',
    );
  });
});
