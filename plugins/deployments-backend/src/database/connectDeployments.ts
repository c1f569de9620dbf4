import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import { openDatabase } from '@textloom/backend-kit';
import { CheckpointFile } from '../verify/CheckpointFile';
import { KnownHeads } from '../verify/KnownHeads';
import { Checkpointer } from './Checkpointer';
import { DatabaseDeploymentsStore } from './DatabaseDeploymentsStore';

/** Opens the deployments in the plugin's database, and begins to write checkpoints of their log. */
export async function connectDeployments(
  service: DatabaseService,
  options: {
    /** Folder of the checkpoints; none are written without it. */
    checkpoints?: string;
    logger: LoggerService;
  },
): Promise<{
  store: DatabaseDeploymentsStore;
  /** What the checkpoints hold; absent where none are written. */
  knownHeads?: KnownHeads;
  /** Writes the last checkpoint. */
  stop(): Promise<void>;
}> {
  const { checkpoints, logger } = options;
  const database = await openDatabase(
    service,
    '@textloom/plugin-deployments-backend',
  );
  const file =
    checkpoints === undefined
      ? undefined
      : new CheckpointFile(resolve(checkpoints));
  const checkpointer =
    file && new Checkpointer({ database, file, holder: randomUUID(), logger });
  checkpointer?.start();
  return {
    store: new DatabaseDeploymentsStore(database, events =>
      checkpointer?.count(events),
    ),
    ...(file && { knownHeads: new KnownHeads(file) }),
    stop: async () => checkpointer?.stop(),
  };
}
