import { mockServices } from '@backstage/backend-test-utils';
import {
  GiteaUrlReader,
  UrlReaders,
} from '@backstage/backend-defaults/urlReader';
import {
  ForgeServer,
  startForgeServer,
  TOKEN,
} from './__testUtils__/forgeServer';

jest.setTimeout(60_000);

const FILES = {
  'catalog-info.yaml': 'kind: Component\n',
  'docs/index.md': '# Captions\n',
  'docs/runbook.md': '# Runbook\n',
};

/** What the portal itself does with a repository on the forge. */
describe('Backstage’s reader of Gitea', () => {
  let server: ForgeServer;
  let copy: string;

  beforeAll(async () => {
    server = await startForgeServer();
    copy = await server.push('captions', FILES);
  });
  afterAll(() => server?.close());

  const reader = (password = TOKEN) =>
    UrlReaders.create({
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({
        data: {
          integrations: {
            gitea: [
              {
                host: server.host,
                baseUrl: server.url,
                username: 'portal',
                password,
              },
            ],
          },
        },
      }),
      factories: [GiteaUrlReader.factory],
    });
  const at = (path: string, branch = 'main') =>
    `${server.url}/textloom/captions/src/branch/${branch}/${path}`;

  it('reads a file', async () => {
    const answer = await reader().readUrl(at('catalog-info.yaml'));
    expect((await answer.buffer()).toString()).toBe('kind: Component\n');
  });

  it('reads a folder, and knows when it has not changed', async () => {
    const tree = await reader().readTree(at('docs'));
    const files = await tree.files();
    expect(files.map(({ path }) => path).sort()).toEqual([
      'index.md',
      'runbook.md',
    ]);
    expect(tree.etag).toBe(await server.git(copy, 'rev-parse', 'HEAD'));
    await expect(
      reader().readTree(at('docs'), { etag: tree.etag }),
    ).rejects.toThrow(expect.objectContaining({ name: 'NotModifiedError' }));
    await server.change(copy, { 'docs/index.md': 'changed\n' }, 'docs: more');
    const changed = await reader().readTree(at('docs'), { etag: tree.etag });
    expect(changed.etag).not.toBe(tree.etag);
  });

  it('finds a file, and none where there is none', async () => {
    const found = await reader().search(at('catalog-info.yaml'));
    expect(found.files).toHaveLength(1);
    expect((await reader().search(at('none.yaml'))).files).toEqual([]);
    await expect(reader().readUrl(at('none.yaml'))).rejects.toThrow(
      expect.objectContaining({ name: 'NotFoundError' }),
    );
    await expect(reader().readTree(at('docs', 'no-branch'))).rejects.toThrow(
      expect.objectContaining({ name: 'NotFoundError' }),
    );
  });

  it('is refused with another password', async () => {
    await expect(
      reader('other').readUrl(at('catalog-info.yaml')),
    ).rejects.toThrow('401');
  });
});
