import { join } from 'node:path';
import type { FakeCluster } from './fakeCluster.ts';
import { COMPONENT } from './objects.ts';

/** One component whose pods are all pods, so that both sides show the same. */
export function benchEntities(): string {
  return JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: COMPONENT,
      annotations: { 'backstage.io/kubernetes-id': COMPONENT },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/sre',
    },
  });
}

/** Configuration on top of app-config.yaml (JSON is YAML). */
export function benchConfig(
  root: string,
  entities: string,
  clusters: readonly Pick<FakeCluster, 'name' | 'url'>[],
): string {
  const file = (target: string, allow: string) => ({
    type: 'file',
    target,
    rules: [{ allow: [allow] }],
  });
  return JSON.stringify({
    catalog: {
      locations: [
        file(join(root, 'catalog', 'groups.yaml'), 'Group'),
        file(join(root, 'catalog', 'users.yaml'), 'User'),
        file(entities, 'Component'),
      ],
    },
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: clusters.map(({ name, url }) => ({
            name,
            url,
            authProvider: 'serviceAccount',
            serviceAccountToken: 'bench',
            skipMetricsLookup: false,
          })),
        },
      ],
    },
  });
}
