import { Config } from '@backstage/config';

/**
 * Which environment a namespace of a cluster holds, as `deployments.environments` says: there is one list of them in the
 * portal.
 */
export function readEnvironments(
  config: Config,
): (cluster: string, namespace: string) => string | undefined {
  const entries =
    config.getOptionalConfigArray('deployments.environments') ?? [];
  const names = new Map(
    entries.map(entry => [
      `${entry.getString('cluster')}/${entry.getString('namespace')}`,
      entry.getString('name'),
    ]),
  );
  return (cluster, namespace) => names.get(`${cluster}/${namespace}`);
}
