import { rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { newFolder, removeFolders } from '../__testUtils__/context';
import {
  ForgeWorld,
  newTask,
  startForgeWorld,
} from '../__testUtils__/forgeWorld';
import { GITEA_FIELDS } from '../__testUtils__/giteaFields';
import { git, initBare } from '../__testUtils__/giteaServer';
import { writeFiles } from '../__testUtils__/workspace';

// Git and Helm are processes, and a busy machine starts them slowly.
jest.setTimeout(60_000);

let world: ForgeWorld;
beforeAll(async () => {
  world = await startForgeWorld();
});
afterAll(async () => {
  await world.server.stop();
  await removeFolders();
});

let count = 0;
/** A name that no other test uses. */
const newName = () => `shop-${(count += 1)}`;
const urlOf = (repo: string, owner = 'textloom') =>
  `${world.server.host}?owner=${owner}&repo=${repo}`;
const bare = (repo: string) => world.server.folder('textloom', repo);
const FILES = { 'README.md': '# Shop\n', 'scripts/run.sh': '#!/bin/sh\n' };

it('makes a repository that can be cloned, with modes kept', async () => {
  const name = newName();
  const workspace = await writeFiles(FILES);
  await chmod(join(workspace, 'scripts/run.sh'), 0o755);
  const task = newTask('task-1', world, workspace);
  const output = await task.run('publish', {
    repoUrl: urlOf(name),
    description: 'Sells\nvideos',
  });
  const { baseUrl } = world.server;
  expect(output).toEqual({
    remoteUrl: `${baseUrl}/textloom/${name}.git`,
    repoContentsUrl: `${baseUrl}/textloom/${name}/src/branch/main/`,
    commitHash: git(['-C', bare(name), 'rev-parse', 'main']),
  });
  expect(git(['-C', bare(name), 'ls-tree', '-r', 'main'])).toMatch(
    /100644 blob \w+\tREADME.md\n100755 blob \w+\tscripts\/run.sh/,
  );
  expect(
    git(['-C', bare(name), 'log', '-1', '--format=%B%an %aI', 'main']),
  ).toBe(
    `feat: begin ${name}\n\nTemplate-Task: task-1\nTextLoom Portal 2026-11-29T20:00:00+00:00`,
  );
  expect(world.server.requests.find(({ method }) => method === 'POST')).toEqual(
    {
      method: 'POST',
      path: '/api/v1/orgs/textloom/repos',
      body: {
        name,
        description: 'Sells videos',
        default_branch: 'main',
        private: true,
        auto_init: false,
      },
    },
  );
});

it('sends only what Gitea’s own description has, in its types', () => {
  const sent = world.server.requests.find(({ body }) => body)?.body as object;
  for (const [field, value] of Object.entries(sent)) {
    expect([field, typeof value]).toEqual([
      field,
      GITEA_FIELDS.CreateRepoOption[field],
    ]);
  }
});

it('changes nothing when the same content is published again, by the same task or another', async () => {
  const name = newName();
  const workspace = await writeFiles(FILES);
  const task = newTask('task-2', world, workspace);
  const input = { repoUrl: urlOf(name) };
  const first = await task.run('publish', input);
  await expect(task.run('publish', input)).resolves.toEqual(first);
  const other = newTask('task-3', world, workspace);
  await expect(other.run('publish', input)).resolves.toEqual(first);
  expect(other.said.join()).toContain('already holds the same content');
  expect(git(['-C', bare(name), 'rev-list', '--count', 'main'])).toBe('1');
});

it.each([false, true])(
  'refuses a name that is taken and touches nothing (dry run: %s)',
  async isDryRun => {
    const name = newName();
    await newTask('task-4', world, await writeFiles(FILES)).run('publish', {
      repoUrl: urlOf(name),
    });
    const before = git(['-C', bare(name), 'rev-parse', 'main']);
    const task = newTask('task-5', world, await writeFiles({ a: 'b' }));
    await expect(
      task.run('publish', { repoUrl: urlOf(name) }, isDryRun),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('choose another name'),
    });
    expect(git(['-C', bare(name), 'rev-parse', 'main'])).toBe(before);
  },
);

it('refuses an empty repository that is not its own', async () => {
  const name = newName();
  initBare(bare(name));
  const task = newTask('task-6', world, await writeFiles(FILES));
  await expect(
    task.run('publish', { repoUrl: urlOf(name) }),
  ).rejects.toMatchObject({ name: 'ConflictError' });
});

it('leaves no empty repository behind when the push fails, and succeeds when tried again', async () => {
  const name = newName();
  const task = newTask('task-7', world, await writeFiles(FILES));
  world.server.fault = 'push-refused';
  await expect(
    task.run('publish', { repoUrl: urlOf(name) }),
  ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  expect(() => git(['-C', bare(name), 'rev-parse'])).toThrow();
  await expect(
    task.run('publish', { repoUrl: urlOf(name) }),
  ).resolves.toMatchObject({ commitHash: expect.stringMatching(/^\w{40}$/) });
});

it('makes nothing in a dry run', async () => {
  const name = newName();
  const task = newTask('task-8', world, await writeFiles(FILES));
  await expect(
    task.run('publish', { repoUrl: urlOf(name) }, true),
  ).resolves.toHaveProperty('remoteUrl');
  expect(() => git(['-C', bare(name), 'rev-parse'])).toThrow();
});

it('tells which organisations there are not, and which hosts', async () => {
  const task = newTask('task-9', world, await writeFiles(FILES));
  await expect(
    task.run('publish', { repoUrl: urlOf('shop', 'nobody') }),
  ).rejects.toThrow('no organisation nobody');
  await expect(
    task.run('publish', { repoUrl: 'github.com?owner=o&repo=shop' }),
  ).rejects.toThrow('does not know the forge github.com');
});

it('never shows its token', async () => {
  const task = newTask('task-10', world, await writeFiles(FILES));
  world.server.fault = 'push-refused';
  const error = await task
    .run('publish', { repoUrl: urlOf(newName()) })
    .catch(String);
  const shown = JSON.stringify([error, task.said]);
  expect(shown).not.toContain(world.server.token);
  expect(shown).not.toContain(
    Buffer.from(`x-access-token:${world.server.token}`).toString('base64'),
  );
});

it('refuses hostile names before it asks the forge', async () => {
  const workspace = await newFolder();
  const task = newTask('task-11', world, workspace);
  const before = world.server.requests.length;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.constantFrom(
          '..',
          '../x',
          'a/b',
          '-rf',
          'Shop',
          'shop--x',
          'shop.git',
          'a b',
          'shop\n',
          '%2e%2e',
          'x'.repeat(41),
        ),
      ),
      async repo => {
        fc.pre(
          !/^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,38}[a-z0-9]$/.test(
            repo.replace(/^\/+|\/+$/g, ''),
          ),
        );
        await expect(
          task.run('publish', { repoUrl: urlOf(encodeURIComponent(repo)) }),
        ).rejects.toMatchObject({ name: 'InputError' });
        await expect(
          task.run('publish', {
            repoUrl: urlOf('shop', encodeURIComponent(`${repo}/../x`)),
          }),
        ).rejects.toMatchObject({ name: 'InputError' });
      },
    ),
    { numRuns: 100 },
  );
  expect(world.server.requests.length).toBe(before);
  rmSync(workspace, { recursive: true });
});
