import { useApi } from '@backstage/frontend-plugin-api';
import {
  PluginWrite,
  usePluginWrite,
  WriteFailure as Failure,
  WriteHandlers,
} from '@textloom/ui';
import {
  Problem,
  RestoreDrillsApi,
  WriteOptions,
} from '@textloom/plugin-restore-drills-common';
import { restoreDrillsApiRef } from '../apis';
import { problemsOf } from '../text/problemsOf';

/** The server's no or a breakage. */
export interface WriteFailure extends Failure {
  /** Why not, where the server says so. */
  problems: readonly Problem[];
}

/** Something done on the server, once at a time. */
export interface Write<A extends unknown[]> extends PluginWrite<A> {
  failure?: WriteFailure;
}

/** Writes through the restore drills API. */
export function useWrite<A extends unknown[], T>(
  write: (
    api: RestoreDrillsApi,
    options: WriteOptions,
    ...args: A
  ) => Promise<T>,
  handlers: WriteHandlers<T>,
): Write<A> {
  const api = useApi(restoreDrillsApiRef);
  const { failure, ...rest } = usePluginWrite<A, T>(
    (idempotencyKey, ...args) => write(api, { idempotencyKey }, ...args),
    handlers,
  );
  return {
    ...rest,
    failure: failure && { ...failure, problems: problemsOf(failure.cause) },
  };
}
