import { useApi } from '@backstage/frontend-plugin-api';
import { PluginWrite, usePluginWrite, WriteHandlers } from '@textloom/ui';
import { CostsApi } from '@textloom/plugin-costs-common';
import { costsApiRef } from '../apis';

/** Writes through the costs API, once at a time. */
export function useWrite<A extends unknown[], T>(
  write: (api: CostsApi, ...args: A) => Promise<T>,
  handlers: WriteHandlers<T>,
): PluginWrite<A> {
  const api = useApi(costsApiRef);
  return usePluginWrite<A, T>((_key, ...args) => write(api, ...args), handlers);
}
