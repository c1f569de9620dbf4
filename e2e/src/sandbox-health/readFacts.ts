import {
  ClusterFacts,
  projectAutoscalerStatus,
  projectBudget,
  projectHpa,
  projectLease,
  projectNode,
  projectNodeMetrics,
  projectPod,
  projectVpa,
  projectWorkload,
  SourceName,
  WorkloadKind,
} from '@textloom/plugin-clusters-common';
import { requestOnce } from '../harness/request';

const SOURCES: SourceName[] = [
  'api',
  'nodes',
  'pods',
  'leases',
  'metrics',
  'hpas',
  'events',
  'workloads',
  'budgets',
  'vpas',
  'autoscaler',
];

const WORKLOADS: Record<WorkloadKind, string> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
};

const defined = <T>(value: T | undefined): value is T => value !== undefined;

/** Reads a whole cluster once, through the portal's own projections. */
export async function readFacts(
  cluster: { name: string; url: string },
  token: string,
): Promise<ClusterFacts> {
  const list = async <T>(
    path: string,
    project: (raw: unknown) => T | undefined,
  ): Promise<T[]> => {
    const answer = await requestOnce({ url: `${cluster.url}${path}`, token });
    const { items } = JSON.parse(answer.body.toString('utf8'));
    return items.map(project).filter(defined);
  };
  const leases = await list(
    '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases',
    projectLease,
  );
  const metrics = await list(
    '/apis/metrics.k8s.io/v1beta1/nodes',
    projectNodeMetrics,
  );
  const workloads = await Promise.all(
    (Object.keys(WORKLOADS) as WorkloadKind[]).map(kind =>
      list(`/apis/apps/v1/${WORKLOADS[kind]}`, raw =>
        projectWorkload(kind, raw),
      ),
    ),
  );
  const autoscaler = await requestOnce({
    url: `${cluster.url}/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status`,
    token,
  });
  const at = new Date().toISOString();
  return {
    name: cluster.name,
    title: cluster.name,
    version: 'v1.34.1-eks-113cf36',
    sources: SOURCES.map(source => ({ source, state: 'live', at, since: at })),
    nodes: await list('/api/v1/nodes', raw => projectNode(raw)),
    pods: await list('/api/v1/pods', projectPod),
    hpas: await list(
      '/apis/autoscaling/v2/horizontalpodautoscalers',
      projectHpa,
    ),
    events: [],
    workloads: workloads.flat(),
    budgets: await list('/apis/policy/v1/poddisruptionbudgets', projectBudget),
    vpas: await list(
      '/apis/autoscaling.k8s.io/v1/verticalpodautoscalers',
      projectVpa,
    ),
    autoscaler: projectAutoscalerStatus(
      JSON.parse(autoscaler.body.toString('utf8')),
    ),
    usage: Object.fromEntries(metrics.map(({ name, usage }) => [name, usage])),
    leases: Object.fromEntries(
      leases.map(({ name, renewedAt }) => [name, renewedAt]),
    ),
    clockSkewMs: 0,
  };
}
