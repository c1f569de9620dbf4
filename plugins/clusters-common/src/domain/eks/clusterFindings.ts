import { ClusterFacts } from '../facts';
import { finding } from '../finding';
import { Finding, ObjectRef, Severity } from '../health';
import { EksFacts } from '../sourceFacts';
import { issuesByCode } from './issues';

const FAILED = /FAILED$/;
/** Add-ons without which no pod starts or finds another. */
const ESSENTIAL_ADDONS: ReadonlySet<string> = new Set([
  'vpc-cni',
  'coredns',
  'kube-proxy',
]);

/** What EKS says of the cluster itself, of its add-ons and of the next upgrade. */
export function eksClusterFindings(facts: ClusterFacts): Finding[] {
  const { eks } = facts;
  const cluster: ObjectRef = { kind: 'Cluster', name: facts.name };
  return eks
    ? [
        ...statusFinding(eks, cluster),
        ...issuesByCode(eks.issues).map(({ code, message, resources }) =>
          finding('cluster-eks-issue', 'degraded', cluster, {
            evidence: 'EKS DescribeCluster cluster.health.issues',
            detail: message,
            params: { code, resources },
            qualifier: code,
          }),
        ),
        ...addonFindings(eks, cluster),
        ...insightFindings(eks, cluster),
      ]
    : [];
}

function statusFinding({ status }: EksFacts, cluster: ObjectRef): Finding[] {
  if (status === 'ACTIVE' || status === '') {
    return [];
  }
  const failed = FAILED.test(status);
  return [
    {
      ...finding('cluster-eks-status', failed ? 'critical' : 'info', cluster, {
        evidence: 'EKS DescribeCluster cluster.status',
        detail: status,
        params: { status },
      }),
      ...(!failed && { planned: true }),
    },
  ];
}

function addonFindings({ addons }: EksFacts, cluster: ObjectRef): Finding[] {
  return addons
    .filter(
      ({ status, issues }) =>
        status === 'DEGRADED' || FAILED.test(status) || issues.length > 0,
    )
    .map(({ name, status, issues }) =>
      finding(
        'cluster-addon',
        ESSENTIAL_ADDONS.has(name) ? 'degraded' : 'warning',
        cluster,
        {
          evidence: 'EKS DescribeAddon addon.status',
          detail: issues
            .map(({ code, message }) => `${code}: ${message}`)
            .join('; '),
          params: { addon: name, status },
          qualifier: name,
        },
      ),
    );
}

/** ERROR breaks with the next version, WARNING with the one after. EKS user guide, cluster insights. */
function insightFindings(
  { insights }: EksFacts,
  cluster: ObjectRef,
): Finding[] {
  const severities: Record<string, Severity | undefined> = {
    ERROR: 'warning',
    WARNING: 'info',
  };
  return insights.flatMap(({ id, name, category, status, ...insight }) => {
    const severity =
      category === 'UPGRADE_READINESS' ? severities[status] : undefined;
    return severity
      ? finding('cluster-upgrade-insight', severity, cluster, {
          evidence: 'EKS ListInsights',
          detail: insight.reason,
          params: {
            insight: name,
            status,
            version: insight.kubernetesVersion ?? '',
          },
          qualifier: id,
        })
      : [];
  });
}
