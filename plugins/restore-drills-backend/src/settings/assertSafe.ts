import { relative, resolve } from 'node:path';
import type { ConfiguredStore, RestoreDrillsConfig } from '../config';

/** @throws when what is configured could harm, or could not be trusted. */
export function assertSafe(settings: RestoreDrillsConfig): void {
  const { stores, workDirectory, evidence, environment } = settings;
  assertOnce(
    'store',
    stores.map(({ store }) => store.id),
  );
  assertOnce(
    'plan',
    stores.flatMap(({ plans }) => plans.map(({ plan }) => plan.id)),
  );
  for (const store of stores) {
    for (const place of placesOf(store)) {
      if (
        workDirectory &&
        (within(place, workDirectory) || within(workDirectory, place))
      ) {
        throw new Error(
          `restore-drills.workDirectory must lie apart from the data, the archive and the copies of ${store.store.id}`,
        );
      }
    }
  }
  if (
    evidence.directory &&
    workDirectory &&
    within(workDirectory, evidence.directory)
  ) {
    throw new Error(
      'restore-drills.evidence.directory must not lie in workDirectory',
    );
  }
  if (environment === 'production' && stores.length > 0) {
    assertProduction(settings);
  }
}

function assertProduction({ evidence }: RestoreDrillsConfig): void {
  if (!evidence.keyFile) {
    throw new Error(
      'restore-drills.evidence.keyFile is needed in production: evidence that nobody signs proves nothing',
    );
  }
}

/** Folders of a source, as far as the configuration knows them. */
export function placesOf(store: ConfiguredStore): string[] {
  if (!store.settings) {
    return [];
  }
  switch (store.kind) {
    case 'postgres':
      return [store.settings.backups, store.settings.archive];
    case 'redis':
      return [store.settings.copies];
    case 'sqlite': {
      const { files = [], directory, copies } = store.settings;
      return [...files, ...(directory ? [directory] : []), copies];
    }
    default:
      return [];
  }
}

/** Whether a path is another, or lies in it. */
function within(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === '' || (!way.startsWith('..') && !way.startsWith('/'));
}

function assertOnce(what: string, ids: readonly string[]): void {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new Error(`restore-drills: ${what} ${twice} is configured twice`);
  }
}
