import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { MarkdownGenerator } from './MarkdownGenerator';

const source = createMockDirectory();
const output = createMockDirectory();

/** A folder's files by name, read as text. */
interface Folder {
  [name: string]: string & Folder;
}

async function build() {
  const logger = mockServices.logger.mock();
  await MarkdownGenerator.create({ logger, now: () => 1700000000000 }).run({
    inputDir: source.path,
    outputDir: output.path,
    etag: 'abc',
    logger: undefined as never,
  });
  const files = output.content({ shouldReadAsText: true }) as Folder;
  return { files, logger };
}

describe('MarkdownGenerator', () => {
  beforeEach(() => {
    source.clear();
    output.clear();
  });

  it('writes the site as the reader expects it', async () => {
    source.setContent({
      'mkdocs.yml':
        'site_name: Portal\nnav:\n  - index.md\n  - Guide: guide/a.md\n',
      docs: {
        'index.md': '# Welcome\n\n[go](guide/a.md)\n\n![p](images/p.png)',
        guide: { 'a.md': '# A page\n\n## Part\n\nwords' },
        images: { 'p.png': 'png' },
      },
    });
    const { files } = await build();
    const home: string = files['index.html'];
    const sheet = /href="(main\.[0-9a-f]{8}\.min\.css)"/.exec(home)![1];
    expect(files[sheet]).toContain('.md-typeset');
    expect(home).toContain('data-md-component="content"');
    expect(home).toContain('data-md-type="navigation"');
    expect(home).toContain('data-md-type="toc"');
    expect(home).toContain('href="guide/a/"');
    expect(home).toContain('aria-current="page"');
    expect(files.images['p.png']).toBe('png');
    const page: string = files.guide.a['index.html'];
    expect(page).toContain(`href="../../${sheet}"`);
    expect(page).toMatch(/rel="prev" href="..\/..\/"/);
    expect(page).not.toContain('rel="next"');

    expect(JSON.parse(files.search['search_index.json']).docs).toEqual([
      { location: 'guide/a/', title: 'A page', text: '' },
      { location: 'guide/a/#part', title: 'Part', text: 'words' },
      { location: '', title: 'Welcome', text: 'go' },
    ]);
    expect(JSON.parse(files['techdocs_metadata.json'])).toMatchObject({
      site_name: 'Portal',
      etag: 'abc',
      build_timestamp: 1700000000000,
      files: expect.arrayContaining(['guide/a/index.html', sheet]),
    });
  });

  it('empties the output first and warns of links to nothing', async () => {
    output.setContent({ 'stale.html': 'old' });
    source.setContent({ docs: { 'index.md': '[x](gone.md)' } });
    const { files, logger } = await build();
    expect(files['stale.html']).toBeUndefined();
    expect(logger.warn).toHaveBeenCalledWith(
      'index.md links to "gone.md", which is not there',
    );
  });

  it('follows no symbolic link out of the docs folder', async () => {
    source.setContent({
      'secret.md': '# Secret',
      docs: {
        'index.md': '# Home',
        'link.md': ({ symlink }: { symlink(target: string): void }) =>
          symlink('../secret.md'),
        folder: ({ symlink }: { symlink(target: string): void }) =>
          symlink('..'),
      },
    });
    const { files } = await build();
    expect(JSON.stringify(files)).not.toContain('Secret');
  });

  it.each([
    ['no docs folder', {}, /create docs\/index\.md/],
    ['no page', { docs: { 'a.png': 'x' } }, /no Markdown/],
    [
      'a docs_dir outside',
      { 'mkdocs.yml': 'docs_dir: ../..', docs: { 'a.md': 'x' } },
      /outside of the repository/,
    ],
    [
      'YAML that would run code',
      {
        'mkdocs.yml': 'x: !!python/object/apply:os.system ["true"]',
        docs: { 'a.md': 'x' },
      },
      /not plain YAML/,
    ],
    [
      'a page over the limit',
      { docs: { 'a.md': 'x'.repeat(1024 * 1024 + 1) } },
      /a page may have/,
    ],
  ])('refuses %s with words for the author', async (_, content, message) => {
    source.setContent(content);
    await expect(build()).rejects.toThrow(message);
  });
});
