import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  ClusterSummary,
  NodeGroupSummary,
  UNGROUPED,
} from '@textloom/plugin-clusters-common';

/** Name of the cluster, as the clusters plugin calls it. */
const ANNOTATION_CLUSTER = 'textloom.io/cluster';
/** Name of the node group within its cluster. */
const ANNOTATION_NODE_GROUP = 'textloom.io/node-group';

/** What the catalog accepts as a name and as the value of a label. */
const VALID_NAME = /^[a-zA-Z0-9]([-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;

/** What does not come from the clusters themselves. */
export interface EntityOptions {
  /** Entity ref. */
  owner: string;
  /** Entity ref. */
  system: string;
  /** Base URL of the portal, for links. */
  appBaseUrl: string;
}

/** The catalog's resource for a cluster. */
export function clusterEntity(
  { name, title, region }: Pick<ClusterSummary, 'name' | 'title' | 'region'>,
  options: EntityOptions,
): Entity {
  return resource({
    name: entityName(name),
    title,
    type: 'kubernetes-cluster',
    annotations: { [ANNOTATION_CLUSTER]: name },
    labels: { 'topology.kubernetes.io/region': region },
    location: name,
    path: [name],
    options,
  });
}

/**
 * The resources for the node groups of a cluster, which depends on them. Nodes
 * without a group are no group. Counts and health are not in here: they change
 * all the time, and the clusters plugin shows them live.
 */
export function nodeGroupEntities(
  cluster: string,
  groups: readonly Pick<
    NodeGroupSummary,
    'name' | 'instanceTypes' | 'capacityTypes'
  >[],
  options: EntityOptions,
): Entity[] {
  return groups
    .filter(({ name }) => name !== UNGROUPED)
    .map(({ name, instanceTypes, capacityTypes }) =>
      resource({
        name: entityName(`${cluster}.${name}`),
        title: `${name} (${cluster})`,
        type: 'kubernetes-node-group',
        annotations: {
          [ANNOTATION_CLUSTER]: cluster,
          [ANNOTATION_NODE_GROUP]: name,
        },
        labels: {
          'node.kubernetes.io/instance-type': only(instanceTypes),
          'textloom.io/capacity-type': only(capacityTypes),
        },
        dependencyOf: [`resource:default/${entityName(cluster)}`],
        location: `${cluster}/${name}`,
        path: [cluster, 'node-groups', name],
        options,
      }),
    );
}

function resource(input: {
  name: string;
  title: string;
  type: string;
  annotations: Record<string, string>;
  labels: Record<string, string | undefined>;
  dependencyOf?: string[];
  location: string;
  path: string[];
  options: EntityOptions;
}): Entity {
  const { options, dependencyOf } = input;
  const location = `clusters:${input.location}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: input.name,
      title: input.title,
      annotations: {
        ...input.annotations,
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
      labels: validLabels(input.labels),
      links: [
        {
          url: `${options.appBaseUrl}/clusters/${input.path
            .map(encodeURIComponent)
            .join('/')}`,
          title: 'Live health',
          icon: 'dashboard',
        },
      ],
    },
    spec: {
      type: input.type,
      owner: options.owner,
      system: options.system,
      ...(dependencyOf && { dependencyOf }),
    },
  };
}

/**
 * A name that the catalog accepts: up to 63 letters, digits, `-`, `_` and `.`,
 * with a letter or digit at both ends. A name that has to be changed gets a
 * hash of the original, so that two never become one.
 */
function entityName(text: string): string {
  if (VALID_NAME.test(text)) return text;
  const readable = text
    .replace(/[^a-zA-Z0-9._-]+/g, '-')
    .slice(0, 54)
    .replace(/^[-_.]+|[-_.]+$/g, '');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return readable ? `${readable}-${hash}` : hash;
}

function validLabels(
  labels: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) =>
      value && VALID_NAME.test(value) ? [[key, value]] : [],
    ),
  );
}

/** The value, where all nodes have the same. */
function only(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}
