import {
  EksFacts,
  EksInsight,
  EksIssue,
  EksNodeGroupFacts,
} from '@textloom/plugin-clusters-common';
import {
  asCount,
  asList,
  asObject,
  asText,
  asTexts,
  asTime,
} from '../untrusted';

const MAX_SENTENCE = 1_000;

/** What DescribeCluster tells. */
export type EksCluster = Omit<EksFacts, 'nodeGroups' | 'addons' | 'insights'>;

type EksAddon = EksFacts['addons'][number];

/** `health.issues` of a cluster, a node group or an add-on: all three have the same fields. */
function issuesOf(health: unknown): EksIssue[] {
  return asList(asObject(health).issues).map(item => {
    const issue = asObject(item);
    return {
      code: asText(issue.code) ?? '',
      message: asText(issue.message, MAX_SENTENCE) ?? '',
      resourceIds: asTexts(issue.resourceIds),
    };
  });
}

/** `cluster` of DescribeCluster. A cluster without a status is none. */
export function projectCluster(raw: unknown): EksCluster | undefined {
  const cluster = asObject(raw);
  const status = asText(cluster.status);
  return status
    ? {
        status,
        version: asText(cluster.version),
        platformVersion: asText(cluster.platformVersion),
        supportType: asText(asObject(cluster.upgradePolicy).supportType),
        issues: issuesOf(cluster.health),
      }
    : undefined;
}

/** `nodegroup` of DescribeNodegroup; undefined without name or status. */
export function projectNodeGroup(raw: unknown): EksNodeGroupFacts | undefined {
  const group = asObject(raw);
  const name = asText(group.nodegroupName);
  const status = asText(group.status);
  if (!name || !status) {
    return undefined;
  }
  const scaling = asObject(group.scalingConfig);
  return {
    name,
    status,
    desired: asCount(scaling.desiredSize),
    min: asCount(scaling.minSize),
    max: asCount(scaling.maxSize),
    capacityType: asText(group.capacityType),
    instanceTypes: asTexts(group.instanceTypes),
    releaseVersion: asText(group.releaseVersion),
    version: asText(group.version),
    issues: issuesOf(group.health),
    modifiedAt: asTime(group.modifiedAt),
  };
}

/** `addon` of DescribeAddon; undefined without name or status. */
export function projectAddon(raw: unknown): EksAddon | undefined {
  const addon = asObject(raw);
  const name = asText(addon.addonName);
  const status = asText(addon.status);
  return name && status
    ? {
        name,
        status,
        version: asText(addon.addonVersion),
        issues: issuesOf(addon.health),
      }
    : undefined;
}

/** One of `insights` of ListInsights; undefined without id or status. */
export function projectInsight(raw: unknown): EksInsight | undefined {
  const insight = asObject(raw);
  const { status, reason } = asObject(insight.insightStatus);
  const id = asText(insight.id);
  const state = asText(status);
  return id && state
    ? {
        id,
        name: asText(insight.name) ?? id,
        category: asText(insight.category) ?? '',
        status: state,
        reason: asText(reason, MAX_SENTENCE),
        kubernetesVersion: asText(insight.kubernetesVersion),
        refreshedAt: asTime(insight.lastRefreshTime),
      }
    : undefined;
}
