import { newFolder, removeFolders } from '../__testUtils__/context';
import {
  ForgeWorld,
  newTask,
  startForgeWorld,
} from '../__testUtils__/forgeWorld';
import { git } from '../__testUtils__/giteaServer';
import { writeFiles } from '../__testUtils__/workspace';
import { findHelm } from '../adapters/helm/findHelm';
import { deliverableTo } from '../service/Delivery';

// Git and Helm are processes, and a busy machine starts them slowly.
jest.setTimeout(60_000);

let world: ForgeWorld;
beforeAll(async () => {
  world = await startForgeWorld(
    await findHelm({
      path: process.env.PATH,
      cacheDirectory: await newFolder(),
    }),
  );
});
afterAll(async () => {
  await world.server.stop();
  await removeFolders();
});

const chart = (name: string, more = ''): Record<string, string> => ({
  'chart/Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`,
  'chart/values.yaml': 'replicas: 1\n',
  'chart/values-staging.yaml': 'replicas: 3\n',
  'chart/templates/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }} }
spec: { replicas: {{ .Values.replicas }} }
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
${more}`,
});

let count = 0;
const newName = () => `shop-${(count += 1)}`;
const show = (path: string) =>
  git(['-C', world.gitops, 'show', `main:${path}`]);
const ls = (path: string) =>
  git(['-C', world.gitops, 'ls-tree', '-r', '--name-only', 'main', path]);
const head = () => git(['-C', world.gitops, 'rev-parse', 'main']);

it('commits a file for each object, in every environment but production, in one commit', async () => {
  const name = newName();
  const before = head();
  const task = newTask('task-1', world, await writeFiles(chart(name)));
  const output = await task.run('deliver', { name });
  expect(output).toEqual({
    commitHash: head(),
    folders: ['dev', 'test', 'staging'].map(
      environment => `environments/${environment}/${name}`,
    ),
  });
  expect(git(['-C', world.gitops, 'rev-parse', 'main^'])).toBe(before);
  expect(ls(`environments/dev/${name}/`).split('\n')).toEqual([
    `environments/dev/${name}/deployment-${name}.yaml`,
    `environments/dev/${name}/service-${name}.yaml`,
  ]);
  expect(show(`environments/staging/${name}/deployment-${name}.yaml`)).toBe(
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: staging }
spec: { replicas: 3 }`,
  );
  expect(ls('environments/prod/')).toBe('');
  expect(git(['-C', world.gitops, 'log', '-1', '--format=%B', 'main'])).toBe(
    `feat(${name}): begin in dev, test, staging\n\nTemplate-Task: task-1`,
  );
});

it('commits nothing when the objects are there already', async () => {
  const name = newName();
  const workspace = await writeFiles(chart(name));
  await newTask('task-2', world, workspace).run('deliver', { name });
  const before = head();
  const again = newTask('task-3', world, workspace);
  await expect(again.run('deliver', { name })).resolves.toMatchObject({
    commitHash: before,
  });
  expect(head()).toBe(before);
});

it('never changes a folder that is there with other objects', async () => {
  const name = newName();
  await newTask('task-4', world, await writeFiles(chart(name))).run('deliver', {
    name,
    environments: ['test'],
  });
  const before = head();
  const other = newTask(
    'task-5',
    world,
    await writeFiles(
      chart(name, '---\nkind: ConfigMap\nmetadata: { name: x }\n'),
    ),
  );
  await expect(other.run('deliver', { name })).rejects.toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining(`environments/test/${name}`),
  });
  expect(head()).toBe(before);
});

it('commits on top of what others push meanwhile', async () => {
  const names = [newName(), newName(), newName()];
  const tasks = await Promise.all(
    names.map(async (name, index) => {
      const task = newTask(
        `task-6-${index}`,
        world,
        await writeFiles(chart(name)),
      );
      return task.run('deliver', { name, environments: ['dev'] });
    }),
  );
  expect(tasks).toHaveLength(3);
  for (const name of names) {
    expect(ls(`environments/dev/${name}/`)).toContain('deployment');
  }
});

it('does not begin in production, whoever asks', async () => {
  const task = newTask('task-7', world, await writeFiles(chart('shop')));
  await expect(
    task.run('deliver', { name: 'shop', environments: ['dev', 'prod'] }),
  ).rejects.toThrow('cannot begin in prod; it can in dev, test, staging');
});

it('makes nothing in a dry run', async () => {
  const before = head();
  const task = newTask('task-8', world, await writeFiles(chart('dry')));
  await task.run('deliver', { name: 'dry' }, true);
  expect(head()).toBe(before);
});

it('says what Helm says about a chart that is broken, without paths of the machine', async () => {
  const workspace = await writeFiles(
    chart('broken', '{{ fail "no such kind" }}'),
  );
  const task = newTask('task-9', world, workspace);
  const error = await task.run('deliver', { name: 'broken' }).catch(String);
  expect(error).toContain('no such kind');
  expect(error).not.toContain(workspace);
});

it('refuses documents that are no objects', async () => {
  const workspace = await writeFiles(chart('odd', '---\na: b\n'));
  await expect(
    newTask('task-10', world, workspace).run('deliver', { name: 'odd' }),
  ).rejects.toThrow('only Kubernetes objects can be delivered');
});

it('says that Helm is missing', async () => {
  const bare = await startForgeWorld('/nowhere/helm');
  try {
    const task = newTask('task-11', bare, await writeFiles(chart('shop')));
    await expect(task.run('deliver', { name: 'shop' })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('goldenPaths.helm'),
    });
  } finally {
    await bare.server.stop();
  }
});

it('says that a repository of charts takes no objects, and what to set', async () => {
  const charts = await startForgeWorld('/nowhere/helm', { renderer: 'helm' });
  try {
    const task = newTask('task-12', charts, await writeFiles(chart('shop')));
    await expect(task.run('deliver', { name: 'shop' })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /holds charts \(deployments\.gitops\.renderer: helm\).* renderer: directory/,
      ),
    });
    // Taking back has nothing to do there, and does not ask the repository.
    await expect(task.run('undo', { name: 'shop' })).resolves.toBeDefined();
  } finally {
    await charts.server.stop();
  }
});

it('says that no repository is configured', () => {
  expect(() => deliverableTo(undefined)).toThrow(
    'No repository is configured under deployments.gitops',
  );
});
