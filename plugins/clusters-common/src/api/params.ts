import { z } from 'zod';
import { CHART_IDS } from '../domain/operationsViews';
import { workloadKindSchema } from './queries';

const LABEL_VALUE = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;
const CONFIGURED_NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.:/@]*[A-Za-z0-9])?$/;

function name(what: string, max: number, pattern: RegExp, rule: string) {
  return z
    .string(`${what} must be text`)
    .min(1, `${what} must not be empty`)
    .max(max, `${what} must not be longer than ${max} characters`)
    .regex(pattern, `${what} must ${rule}`);
}

/** Name of a cluster as configured; EKS ARNs fit. */
export const clusterNameSchema = name(
  'The cluster name',
  253,
  CONFIGURED_NAME,
  'begin and end with a letter or digit and hold only letters, digits and - _ . : / @',
);

/** Name of a node group: the value of a Kubernetes label, or the rest of a role label's key. */
export const nodeGroupNameSchema = name(
  'The node group name',
  63,
  LABEL_VALUE,
  'begin and end with a letter or digit and hold only letters, digits and - _ .',
);

/** Name of a node: a DNS subdomain. */
export const nodeNameSchema = name(
  'The node name',
  253,
  DNS_SUBDOMAIN,
  'begin and end with a lower-case letter or digit and hold only those and - .',
);

/** Parameters of `/clusters/:cluster`. */
export const clusterParamsSchema = z.object({ cluster: clusterNameSchema });

/** Parameters of `/clusters/:cluster/node-groups/:nodeGroup`. */
export const nodeGroupParamsSchema = clusterParamsSchema.extend({
  nodeGroup: nodeGroupNameSchema,
});

/** Parameters of `/clusters/:cluster/nodes/:node`. */
export const nodeParamsSchema = clusterParamsSchema.extend({
  node: nodeNameSchema,
});

/** Name of a namespaced object: a DNS subdomain. */
const objectNameSchema = (what: string) =>
  name(
    what,
    253,
    DNS_SUBDOMAIN,
    'begin and end with a lower-case letter or digit and hold only those and - .',
  );

/** Parameters of `/clusters/:cluster/workloads/:namespace/:kind/:name`. */
export const workloadParamsSchema = clusterParamsSchema.extend({
  namespace: objectNameSchema('The namespace'),
  kind: workloadKindSchema,
  name: objectNameSchema('The workload name'),
});

/** Parameters of `/clusters/:cluster/charts/:chart`. */
export const chartParamsSchema = clusterParamsSchema.extend({
  chart: z.enum(CHART_IDS),
});

/** Parameters of `/clusters/:cluster/silences/:silence`: a UUID as Alertmanager gives it. */
export const silenceParamsSchema = clusterParamsSchema.extend({
  silence: z.guid('The silence must be named by its id'),
});

/** Parameters of `/components/:component`. */
export const componentParamsSchema = z.object({
  component: name(
    'The component name',
    63,
    LABEL_VALUE,
    'begin and end with a letter or digit and hold only letters, digits and - _ .',
  ),
});
