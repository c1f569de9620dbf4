import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/**
 * A plugin's database with its tables as its package's `migrations` folder says, and those of this kit.
 *
 * @param packageName - Package whose `migrations` folder holds the tables; its `files` must name the folder, or
 * the production bundle lacks it.
 */
export async function openDatabase(
  database: DatabaseService,
  packageName: string,
): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await client.migrate.latest({
      directory: [...new Set(['@textloom/backend-kit', packageName])].map(
        name => resolvePackagePath(name, 'migrations'),
      ),
    });
  }
  return client;
}
