import { Config, readDurationFromConfig } from '@backstage/config';
import { HumanDuration } from '@backstage/types';
import { EntityOptions } from './entities';

/** `catalog.providers.clusters`, with defaults. */
export function readOptions(
  root: Config,
): EntityOptions & { frequency: HumanDuration } {
  const config = root.getOptionalConfig('catalog.providers.clusters');
  return {
    appBaseUrl: root.getString('app.baseUrl').replace(/\/+$/, ''),
    owner: config?.getOptionalString('owner') ?? 'group:default/sre',
    system: config?.getOptionalString('system') ?? 'system:default/textloom',
    frequency: config?.has('frequency')
      ? readDurationFromConfig(config, { key: 'frequency' })
      : { minutes: 1 },
  };
}
