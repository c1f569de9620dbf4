import { KubeObject } from '../kubernetes/types';
import { DefinitionPlan, PLATFORM_DEFINITIONS } from '../world/definitions';
import { ARGO_DEFINITIONS } from './definitions';

/** A kind that a repository may hold. */
export interface ManagedKind {
  /** `plural.group`, or `plural` in the core group. */
  resource: string;
  /** Whether lists of it have keys by which the API server merges them. */
  strategic: boolean;
}

const strategic = (resource: string): ManagedKind => ({
  resource,
  strategic: true,
});
const plain = (resource: string): ManagedKind => ({
  resource,
  strategic: false,
});

/** What every cluster serves. */
const BUILT_IN: Record<string, ManagedKind> = {
  'v1/ConfigMap': strategic('configmaps'),
  'v1/Service': strategic('services'),
  'v1/ServiceAccount': strategic('serviceaccounts'),
  'apps/v1/Deployment': strategic('deployments.apps'),
  'apps/v1/StatefulSet': strategic('statefulsets.apps'),
  'autoscaling/v2/HorizontalPodAutoscaler': strategic(
    'horizontalpodautoscalers.autoscaling',
  ),
  'networking.k8s.io/v1/Ingress': strategic('ingresses.networking.k8s.io'),
  'policy/v1/PodDisruptionBudget': strategic('poddisruptionbudgets.policy'),
  'argoproj.io/v1alpha1/Rollout': plain('rollouts.argoproj.io'),
};

/** What a cluster serves once something has been installed in it, or what older repositories do not hold. */
const MORE: Record<string, ManagedKind> = {
  'networking.k8s.io/v1/NetworkPolicy': strategic(
    'networkpolicies.networking.k8s.io',
  ),
  'batch/v1/Job': strategic('jobs.batch'),
  'batch/v1/CronJob': strategic('cronjobs.batch'),
  'autoscaling.k8s.io/v1/VerticalPodAutoscaler': plain(
    'verticalpodautoscalers.autoscaling.k8s.io',
  ),
  ...customKinds([
    ...PLATFORM_DEFINITIONS,
    ...ARGO_DEFINITIONS.filter(({ kind }) => kind === 'AnalysisTemplate'),
  ]),
};

function customKinds(
  definitions: readonly DefinitionPlan[],
): Record<string, ManagedKind> {
  return Object.fromEntries(
    definitions.flatMap(({ group, kind, plural, versions }) =>
      versions.map(version => [
        `${group}/${version}/${kind}`,
        plain(`${plural}.${group}`),
      ]),
    ),
  );
}

/** Resources that every cluster has of those that an Application may consist of. */
export const BUILT_IN_RESOURCES: readonly string[] = Object.values(
  BUILT_IN,
).map(({ resource }) => resource);

const KINDS: Record<string, ManagedKind> = { ...BUILT_IN, ...MORE };

/** The kind of an object; undefined when no Application can consist of it. */
export function kindOf({
  apiVersion,
  kind,
}: Pick<KubeObject, 'apiVersion' | 'kind'>): ManagedKind | undefined {
  const name = `${apiVersion}/${kind}`;
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}
