import { LoggerService } from '@backstage/backend-plugin-api';
import {
  GeneratorBase,
  GeneratorRunOptions,
} from '@backstage/plugin-techdocs-node';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RenderedPage, renderPage } from './markdown/renderPage';
import { searchDocuments } from './page/searchIndex';
import { stylesheet } from './page/stylesheet';
import { pageHtml } from './page/template';
import { buildNav, flattenNav } from './site/nav';
import { readSite } from './site/readSite';
import { SourcePage } from './site/types';

/** A TechDocs generator that turns a folder of Markdown into the site that the TechDocs reader shows. */
export class MarkdownGenerator implements GeneratorBase {
  readonly #logger: LoggerService;
  readonly #now: () => number;

  static create(options: { logger: LoggerService; now?: () => number }) {
    return new MarkdownGenerator(options.logger, options.now ?? Date.now);
  }

  private constructor(logger: LoggerService, now: () => number) {
    this.#logger = logger;
    this.#now = now;
  }

  /**
   * Builds the site of `inputDir` into `outputDir`, which is emptied first.
   *
   * @throws InputError with words for the author when the documentation cannot be built.
   */
  async run(options: GeneratorRunOptions): Promise<void> {
    const { inputDir, outputDir, etag, siteOptions } = options;
    const site = await readSite({ inputDir, fallbackName: siteOptions?.name });
    await rm(outputDir, { recursive: true, force: true });

    const targets = {
      pages: new Set(site.pages.map(page => page.path)),
      assets: new Set(site.assets),
    };
    const rendered = new Map<SourcePage, RenderedPage>(
      site.pages.map(page => [page, renderPage(page, targets)]),
    );
    for (const [page, { broken }] of rendered) {
      for (const href of broken) {
        this.#logger.warn(
          `${page.path} links to "${href}", which is not there`,
        );
      }
    }

    const titles = new Map(
      [...rendered].map(([page, { title }]) => [page.path, title]),
    );
    const nav = buildNav(site.nav, titles);
    const order = flattenNav(nav);
    const sheet = stylesheet();
    const files: string[] = [];
    const write = async (path: string, content: string) => {
      files.push(path);
      await mkdir(dirname(join(outputDir, path)), { recursive: true });
      await writeFile(join(outputDir, path), content);
    };

    for (const [page, result] of rendered) {
      const at = order.findIndex(item => item.path === page.path);
      const html = pageHtml({
        siteName: site.name,
        page,
        rendered: result,
        nav,
        previous: at > 0 ? order[at - 1] : undefined,
        next: at >= 0 ? order[at + 1] : undefined,
        stylesheet: sheet.fileName,
      });
      await write(`${page.url}index.html`, html);
    }
    for (const asset of site.assets) {
      files.push(asset);
      await mkdir(dirname(join(outputDir, asset)), { recursive: true });
      await copyFile(join(site.docsDir, asset), join(outputDir, asset));
    }
    await write(sheet.fileName, sheet.css);
    const docs = [...rendered].flatMap(([page, result]) =>
      searchDocuments(page.url, result),
    );
    await write(
      'search/search_index.json',
      JSON.stringify({ config: { lang: ['en'] }, docs }),
    );
    const metadata = {
      site_name: site.name,
      site_description: '',
      etag,
      build_timestamp: this.#now(),
      files: [...files, 'techdocs_metadata.json'],
    };
    await write('techdocs_metadata.json', JSON.stringify(metadata));
  }
}
