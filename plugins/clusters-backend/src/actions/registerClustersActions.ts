import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  clustersClusterReadPermission,
  clusterNameSchema,
  headroomQuerySchema,
} from '@textloom/plugin-clusters-common';
import { authorize, parse } from '@textloom/backend-kit';
import { ClustersService } from '../service/ClustersService';
import { capacityOf, explanationOf, healthOfFleet } from './answers';

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

/** Offers to agents what a reader of the pages sees, with the caller's own permissions. They change nothing. */
export function registerClustersActions(
  registry: ActionsRegistryService,
  options: { service: ClustersService; permissions: PermissionsService },
): void {
  const { service, permissions } = options;
  const mayRead = (credentials: BackstageCredentials) =>
    authorize({
      permissions,
      permission: clustersClusterReadPermission,
      credentials,
    });

  registry.register({
    name: 'get-fleet-health',
    title: 'Health of all clusters',
    description:
      'Tells for every Kubernetes cluster whether it is healthy, since when not, and its worst findings with ids that explain-finding takes. Unknown is never healthy.',
    attributes: READ_ONLY,
    visibilityPermission: clustersClusterReadPermission,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          clusters: z.array(
            z.object({
              name: z.string(),
              state: z.string(),
              since: z.string().optional(),
              freshness: z.string(),
              nodes: z.object({ ready: z.number(), total: z.number() }),
              findings: z.array(
                z.object({
                  id: z.string(),
                  rule: z.string(),
                  severity: z.string(),
                  object: z.string(),
                  since: z.string().optional(),
                }),
              ),
            }),
          ),
        }),
    },
    action: async ({ credentials }) => {
      await mayRead(credentials);
      const { view } = await service.getFleet({ credentials });
      const clusters = await Promise.all(
        view.clusters.map(({ name }) =>
          service.getCluster({ cluster: name }, { credentials }),
        ),
      );
      return {
        output: healthOfFleet(clusters.map(answer => answer.view)),
      };
    },
  });

  registry.register({
    name: 'explain-finding',
    title: 'Explain a finding',
    description:
      'Tells why a cluster has a finding: rule, value, limit, object, since when, where it was read, what caused it, what it explains, whom it hurts, what to do next, and the runbook.',
    attributes: READ_ONLY,
    visibilityPermission: clustersClusterReadPermission,
    schema: {
      input: z => z.object({ cluster: z.string(), finding: z.string() }),
      output: z =>
        z.object({
          rule: z.string(),
          severity: z.string(),
          object: z.string(),
          value: z.string().optional(),
          limit: z.string().optional(),
          since: z.string().optional(),
          evidence: z.string(),
          detail: z.string().optional(),
          cause: z.string().optional(),
          explains: z.array(z.string()),
          hurts: z.object({
            pods: z.number(),
            components: z.array(z.string()),
          }),
          planned: z.boolean(),
          advice: z.string(),
          runbook: z.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      await mayRead(credentials);
      const cluster = parse(clusterNameSchema, input.cluster);
      const { view } = await service.getCluster({ cluster }, { credentials });
      const found = view.list.find(({ id }) => id === input.finding);
      if (!found) {
        throw new NotFoundError(
          'The cluster has no such finding now; get-fleet-health lists those it has',
        );
      }
      return { output: explanationOf(found) };
    },
  });

  registry.register({
    name: 'get-capacity',
    title: 'How many more pods fit',
    description:
      'Tells how many more pods of a workload (kind, namespace, name), or of a size (cpuMillis, memoryBytes), fit into a cluster, in which node groups, why not in the others, and whether all still fits after the loss of a node or a zone.',
    attributes: READ_ONLY,
    visibilityPermission: clustersClusterReadPermission,
    schema: {
      input: z =>
        z.object({
          cluster: z.string(),
          kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']).optional(),
          namespace: z.string().optional(),
          name: z.string().optional(),
          cpuMillis: z.number().optional(),
          memoryBytes: z.number().optional(),
        }),
      output: z =>
        z.object({
          fits: z.number(),
          upperBound: z.boolean(),
          podsUnknown: z.boolean(),
          groups: z.array(
            z.object({
              group: z.string(),
              fits: z.number(),
              fitsWhenScaled: z.number().optional(),
              limitedBy: z.string().optional(),
              excludedBy: z.string().optional(),
            }),
          ),
          survives: z.array(
            z.object({
              loss: z.string(),
              group: z.string().optional(),
              fits: z.boolean(),
            }),
          ),
        }),
    },
    action: async ({ input: { cluster: name, ...shape }, credentials }) => {
      await mayRead(credentials);
      const cluster = parse(clusterNameSchema, name);
      if (shape.name === undefined && shape.cpuMillis === undefined) {
        throw new InputError('Name a workload, or cpuMillis and memoryBytes');
      }
      const query = parse(headroomQuerySchema, shape);
      const { view } = await service.getHeadroom(
        { cluster, query },
        { credentials },
      );
      return { output: capacityOf(view) };
    },
  });
}
