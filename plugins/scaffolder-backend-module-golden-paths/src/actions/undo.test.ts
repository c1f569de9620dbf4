import { existsSync } from 'node:fs';
import { newFolder, removeFolders } from '../__testUtils__/context';
import {
  ForgeWorld,
  newTask,
  startForgeWorld,
} from '../__testUtils__/forgeWorld';
import { git, initBare } from '../__testUtils__/giteaServer';
import { writeFiles } from '../__testUtils__/workspace';
import { findHelm } from '../adapters/helm/findHelm';

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

let count = 0;
/** A service that a task has published and delivered. */
async function made(taskId: string) {
  const name = `shop-${(count += 1)}`;
  const repoUrl = `${world.server.host}?owner=textloom&repo=${name}`;
  const workspace = await writeFiles({
    'chart/Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`,
    'chart/templates/s.yaml':
      'apiVersion: v1\nkind: Service\nmetadata: { name: x }\n',
  });
  const task = newTask(taskId, world, workspace);
  await task.run('publish', { repoUrl });
  await task.run('deliver', { name });
  return {
    task,
    name,
    repoUrl,
    workspace,
    bare: world.server.folder('textloom', name),
  };
}

const delivered = (name: string) =>
  git(['-C', world.gitops, 'ls-tree', '-r', '--name-only', 'main'])
    .split('\n')
    .filter(path => path.includes(`/${name}/`)).length;

/** Somebody commits a file. */
function commit(bare: string, path: string, message: string) {
  const blob = git(['-C', bare, 'hash-object', '-w', '--stdin'], message);
  git(['-C', bare, 'read-tree', 'main']);
  git([
    '-C',
    bare,
    'update-index',
    '--add',
    '--cacheinfo',
    `100644,${blob},${path}`,
  ]);
  const tree = git(['-C', bare, 'write-tree']);
  const next = git([
    '-C',
    bare,
    'commit-tree',
    tree,
    '-p',
    'main',
    '-m',
    message,
  ]);
  git(['-C', bare, 'update-ref', 'refs/heads/main', next]);
}

it('removes what the task has made, and says so', async () => {
  const { task, name, repoUrl, bare } = await made('task-1');
  expect(delivered(name)).toBe(3);
  await expect(task.run('undo', { repoUrl, name })).resolves.toEqual({
    removed: [
      ...['dev', 'test', 'staging'].map(
        environment => `environments/${environment}/${name}`,
      ),
      `repository textloom/${name}`,
    ],
    left: [],
  });
  expect(existsSync(bare)).toBe(false);
  expect(delivered(name)).toBe(0);
  expect(task.said.join('\n')).toContain(`Removed repository textloom/${name}`);
});

it('does nothing more when it runs again, or when nothing was made', async () => {
  const { task, name, repoUrl } = await made('task-2');
  await task.run('undo', { repoUrl, name });
  const head = git(['-C', world.gitops, 'rev-parse', 'main']);
  await expect(task.run('undo', { repoUrl, name })).resolves.toEqual({
    removed: [],
    left: [],
  });
  expect(git(['-C', world.gitops, 'rev-parse', 'main'])).toBe(head);
  expect(task.said.join('\n')).toContain('Nothing had been made');
});

it('leaves what another task has made, though the name is the same', async () => {
  const { name, repoUrl, workspace, bare } = await made('task-3');
  const other = newTask('task-4', world, workspace);
  const { removed, left } = await other.run('undo', { repoUrl, name });
  expect(removed).toEqual([]);
  expect(left).toHaveLength(4);
  expect(other.said.join('\n')).toContain('it was not made by this task');
  expect(existsSync(bare)).toBe(true);
  expect(delivered(name)).toBe(3);
});

it('leaves what somebody has changed since', async () => {
  const { task, name, repoUrl, bare } = await made('task-5');
  commit(bare, 'mine.txt', 'my work');
  commit(world.gitops, `environments/dev/${name}/extra.yaml`, 'a: b');
  const { removed, left } = await task.run('undo', { repoUrl, name });
  expect(removed).toEqual([
    `environments/test/${name}`,
    `environments/staging/${name}`,
  ]);
  expect(left).toEqual([
    `environments/dev/${name}, because somebody has changed it since`,
    `repository textloom/${name}, because somebody has changed it since`,
  ]);
  expect(existsSync(bare)).toBe(true);
});

it('is not misled by a trailer that somebody else wrote on top', async () => {
  const { name, repoUrl, workspace, bare } = await made('task-6');
  commit(bare, 'x', 'x\n\nTemplate-Task: task-7');
  const other = newTask('task-7', world, workspace);
  const { removed } = await other.run('undo', { repoUrl, name });
  expect(removed).toEqual([]);
  expect(existsSync(bare)).toBe(true);
});

it('leaves an empty repository, of which it is not known who made it', async () => {
  const bare = world.server.folder('textloom', 'empty');
  initBare(bare);
  const task = newTask('task-8', world, await newFolder());
  await expect(
    task.run('undo', {
      repoUrl: `${world.server.host}?owner=textloom&repo=empty`,
      name: 'empty',
    }),
  ).resolves.toMatchObject({
    removed: [],
    left: [expect.stringContaining('empty')],
  });
  expect(existsSync(bare)).toBe(true);
});

it('takes back the rest when one part cannot be, and then fails', async () => {
  const { task, name, repoUrl } = await made('task-9');
  world.server.fault = 'delete-fails';
  await expect(task.run('undo', { repoUrl, name })).rejects.toThrow(
    'remove it by hand. the repository: The forge answers with 500',
  );
  world.server.fault = undefined;
  expect(delivered(name)).toBe(0);
});

it('says that a repository elsewhere is left', async () => {
  const task = newTask('task-10', world, await newFolder());
  await expect(
    task.run('undo', { repoUrl: 'github.com?owner=o&repo=r', name: 'nothing' }),
  ).resolves.toEqual({
    removed: [],
    left: [
      'repository github.com?owner=o&repo=r, because the portal may not delete there: remove it by hand if it was made',
    ],
  });
});
