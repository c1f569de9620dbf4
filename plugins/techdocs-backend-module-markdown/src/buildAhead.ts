import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';

/** Pause before documentation that was built is looked at again, in milliseconds. */
const REBUILD_MS = 60 * 60_000;

/** Pause before documentation that could not be built is tried again, in milliseconds. */
const RETRY_MS = 5 * 60_000;

/** What {@link createBuildAhead} works with. */
export interface BuildAheadOptions {
  /** The entities that have documentation. */
  entities(): Promise<Entity[]>;
  /** Builds one entity's documentation; resolves to whether there was anything to build. */
  build(entity: Entity, signal: AbortSignal): Promise<boolean>;
  logger: LoggerService;
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * The scheduled task: builds documentation before anybody opens it, so that it
 * can be read and found at once. One entity after the other; what fails is
 * logged and waits for its next turn, the others are built nevertheless.
 */
export function createBuildAhead(
  options: BuildAheadOptions,
): (signal: AbortSignal) => Promise<void> {
  const { entities, build, logger, now } = options;
  const due = new Map<string, number>();

  const buildOne = async (entity: Entity, signal: AbortSignal) => {
    const ref = stringifyEntityRef(entity);
    if (now() < (due.get(ref) ?? 0)) return;
    try {
      const built = await build(entity, signal);
      due.set(ref, now() + REBUILD_MS);
      if (built) logger.info(`Documentation of ${ref} is built`);
    } catch (error) {
      due.set(ref, now() + RETRY_MS);
      logger.warn(`Documentation of ${ref} could not be built: ${error}`);
    }
  };

  return async signal => {
    for (const entity of await entities()) {
      if (signal.aborted) return;
      await buildOne(entity, signal);
    }
  };
}
