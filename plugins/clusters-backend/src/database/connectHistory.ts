import { DatabaseService } from '@backstage/backend-plugin-api';
import { Lease, openDatabase } from '@textloom/backend-kit';
import { DatabaseHistoryStore } from './DatabaseHistoryStore';

/** A process that does not renew its right to write loses it after this time. */
const TTL_MS = 30_000;

/**
 * Opens the history in the plugin's database.
 * @param holder - Names this process; no two may have the same.
 */
export async function connectHistory(
  service: DatabaseService,
  holder: string,
): Promise<DatabaseHistoryStore> {
  const database = await openDatabase(
    service,
    '@textloom/plugin-clusters-backend',
  );
  const lease = new Lease({
    database,
    name: 'clusters-history',
    holder,
    ttlMs: TTL_MS,
  });
  return new DatabaseHistoryStore({ database, lease });
}
