import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  billRow,
  putExport,
  putFile,
  scratchFolder,
} from '../../__testUtils__/bills';
import { FolderSource } from './FolderSource';

const folder = scratchFolder();
const sourceOf = (path: string) =>
  new FolderSource({ id: 'aws', title: 'AWS', path });

describe('FolderSource', () => {
  it('offers exports and flat files with their paths', async () => {
    const path = await folder();
    await putExport(path, '2026-11', [billRow('2026-11-01')], { files: 2 });
    await putFile(join(path, '2026-10.csv'), 'old');
    const source = sourceOf(path);
    const { partitions, problems } = await source.list();
    expect(partitions.map(({ period }) => period).sort()).toEqual([
      '2026-10',
      '2026-11',
    ]);
    expect(problems).toEqual([]);
    const [flat] = partitions.filter(({ period }) => period === '2026-10');
    const { paths, release } = await source.fetch(flat);
    expect(await readFile(paths[0], 'utf8')).toBe('old');
    await release();
  });

  it('has another revision when a file is written again', async () => {
    const path = await folder();
    const revision = async () =>
      (await sourceOf(path).list()).partitions[0].revision;
    await putExport(path, '2026-11', [billRow('2026-11-01')]);
    const before = await revision();
    expect(await revision()).toBe(before);
    await putExport(path, '2026-11', [billRow('2026-11-01')], {
      executionId: 'second',
    });
    expect(await revision()).not.toBe(before);
  });

  it('follows no links', async () => {
    const [path, elsewhere] = [await folder(), await folder()];
    await putFile(join(elsewhere, '2026-11.csv'), 'secret');
    await symlink(join(elsewhere, '2026-11.csv'), join(path, '2026-11.csv'));
    await symlink(elsewhere, join(path, 'bill'));
    expect(await sourceOf(path).list()).toEqual({
      partitions: [],
      problems: [],
    });
  });

  it('offers nothing of an empty folder', async () => {
    const path = await folder();
    await mkdir(join(path, 'empty'));
    expect(await sourceOf(path).list()).toEqual({
      partitions: [],
      problems: [],
    });
  });

  it('says that there is no folder, and not where', async () => {
    await expect(sourceOf('/no/such/folder').list()).rejects.toMatchObject({
      problem: { code: 'unreachable', args: {} },
    });
  });
});
