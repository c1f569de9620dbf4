import {
  chmod,
  mkdir,
  mkdtemp,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Copies } from './Copies';
import { placesOfSource } from './sources';

const ID = '2026-11-29T06:00:00.000Z';
const NOBODY = 65_534;

describe('Copies that the portal may not read', () => {
  const root = process.geteuid?.() === 0;
  let folder: string;
  let copies: Copies;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copies-'));
    await chmod(folder, 0o755);
    copies = new Copies({ directory: '/none', copies: folder });
    await mkdir(copies.pathOf(ID), { mode: 0o755 });
    await writeFile(join(copies.pathOf(ID), 'manifest.json'), '{}');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Root may read everything. */
  async function asNobody<T>(act: () => Promise<T>): Promise<T> {
    if (!root) {
      return act();
    }
    process.seteuid?.(NOBODY);
    try {
      return await act();
    } finally {
      process.seteuid?.(0);
    }
  }

  const choose = () =>
    asNobody(() => copies.choose({ kind: 'latest' }, Date.parse(ID) + 1));

  it('are named by the file', async () => {
    await chmod(join(copies.pathOf(ID), 'manifest.json'), 0);
    await expect(choose()).rejects.toMatchObject({
      problem: { code: 'denied', subject: `${ID}/manifest.json` },
    });
  });

  it('are named by their folder', async () => {
    await chmod(folder, 0);
    await expect(choose()).rejects.toMatchObject({
      problem: { code: 'denied', subject: 'copies' },
    });
    await chmod(folder, 0o755);
  });
});

describe('Places of a source', () => {
  it('are those that are configured, and those where links lead', async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'places-')));
    const [real, link] = ['real.sqlite', 'link.sqlite'].map(name =>
      join(folder, name),
    );
    await writeFile(real, 'x');
    await symlink(real, link);
    await expect(
      placesOfSource({ files: [link, '/c.sqlite'], copies: '/d' }),
    ).resolves.toEqual({
      directories: [link, '/c.sqlite', '/d', real],
      addresses: [],
    });
    await rm(folder, { recursive: true });
  });
});
