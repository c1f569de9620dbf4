/** A Markdown file of the documentation. All paths are relative to the docs folder, with forward slashes. */
export interface SourcePage {
  /** e.g. `how-to/connect-a-cluster.md` */
  path: string;
  /** Folder that the page is served from, with a trailing slash; `''` for the home page. */
  url: string;
  markdown: string;
}

/** What was read from disk. */
export interface Site {
  name: string;
  pages: SourcePage[];
  /** Files that are copied as they are. */
  assets: string[];
  /** `nav` of `mkdocs.yml`, if any. */
  nav?: unknown;
}

/** A node of the navigation: a page or a section of pages. */
export type NavItem =
  | { kind: 'page'; title: string; path: string; url: string }
  | { kind: 'section'; title: string; items: NavItem[] };

/** What links and images may point to, relative to the docs folder. */
export interface LinkTargets {
  pages: ReadonlySet<string>;
  assets: ReadonlySet<string>;
}
