import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things are: the checkout, and what the commands write beside it. */
export interface Layout {
  /** The checkout. */
  root: string;
  /** Everything that the commands write; git-ignored. */
  home: string;
  /** SQLite files and other state that survives a restart. */
  state: string;
  logs: string;
  stamps: string;
  /** The unpacked production build. */
  build: string;
  /** Facts of the running portal, for `npm run token` and a second start. */
  runFile: string;
  yarn: string;
}

export const repositoryRoot = dirname(
  dirname(dirname(fileURLToPath(import.meta.url))),
);

/** @param state - a state folder of its own, so that tests do not touch the user's */
export function layoutOf(root: string, state?: string): Layout {
  const home = join(root, '.portal');
  return {
    root,
    home,
    state: state ?? join(home, 'state'),
    logs: join(home, 'logs'),
    stamps: join(home, 'stamps'),
    build: join(home, 'build'),
    runFile: join(home, 'run.json'),
    yarn: join(root, '.yarn', 'releases', 'yarn-4.18.1.cjs'),
  };
}
