import { HpaFacts } from '../facts';
import { finding } from '../finding';
import { Finding, ObjectRef, Unit } from '../health';
import { VpaFacts, WorkloadFacts } from '../workloadFacts';
import { conditionOf, ownerKey, wordsOf, WorkloadScene } from './common';
import { least } from './digest';

type Request = WorkloadFacts['requests'];

/** Modes in which it changes the requests of pods. */
const ACTIVE: ReadonlySet<string> = new Set([
  'Auto',
  'Initial',
  'InPlaceOrRecreate',
  'Recreate',
]);

const RESOURCES: readonly {
  key: keyof Request;
  resource: string;
  unit: Unit;
}[] = [
  { key: 'cpuMillis', resource: 'cpu', unit: 'millicores' },
  { key: 'memoryBytes', resource: 'memory', unit: 'bytes' },
];

const targetKey = ({ targetKind, namespace, targetName }: VpaFacts) =>
  ownerKey(targetKind, namespace, targetName);

/** Requests against what vertical autoscalers recommend, and autoscalers that recommend nothing. */
export function vpaFindings(
  vpas: readonly VpaFacts[],
  workloads: readonly WorkloadFacts[],
  hpas: readonly HpaFacts[],
  scene: WorkloadScene,
): Finding[] {
  const templates = new Map(
    workloads.map(({ kind, namespace, name, requests }) => [
      ownerKey(kind, namespace, name),
      requests,
    ]),
  );
  const scalers = new Map(
    hpas.map(hpa => [
      ownerKey(hpa.targetKind, hpa.namespace, hpa.targetName),
      hpa,
    ]),
  );
  const running = runningRequests(new Set(vpas.map(targetKey)), scene);
  return vpas.flatMap(vpa => {
    const key = targetKey(vpa);
    const requests = running.get(key) ?? templates.get(key);
    const hpa = scalers.get(key);
    return [
      ...silent(vpa),
      ...(requests && vpa.target
        ? compare(vpa, vpa.target, requests, hpa, scene)
        : []),
    ];
  });
}

/**
 * Least requests of the running pods of workloads. They tell what is asked for rather than the template does:
 * admission adds sidecars to a pod, and vertical autoscalers change its requests.
 */
function runningRequests(
  keys: ReadonlySet<string>,
  { cases }: WorkloadScene,
): Map<string, Request> {
  const lowest = new Map<string, Request>();
  if (keys.size === 0) {
    return lowest;
  }
  for (const { digest } of cases) {
    for (const [key, requests] of digest.requests()) {
      if (keys.has(key)) {
        lowest.set(key, least(lowest.get(key), requests));
      }
    }
  }
  return lowest;
}

const refOf = ({ namespace, name }: VpaFacts): ObjectRef => ({
  kind: 'VPA',
  namespace,
  name,
});

/** One that has nothing to say: too young, or it matches no pods. */
function silent(vpa: VpaFacts): Finding[] {
  const provided = conditionOf(vpa.conditions, 'RecommendationProvided');
  const unmatched = conditionOf(vpa.conditions, 'NoPodsMatched');
  const cause =
    unmatched?.status === 'True'
      ? unmatched
      : provided?.status !== 'True' && provided;
  if (!cause && vpa.target) {
    return [];
  }
  return [
    finding('vpa-no-recommendation', 'info', refOf(vpa), {
      since: cause ? cause.lastTransitionTime : undefined,
      evidence: cause
        ? `VerticalPodAutoscaler.status.conditions[${cause.type}]`
        : 'VerticalPodAutoscaler.status.recommendation',
      detail: cause ? wordsOf(cause) : undefined,
      params: {
        target: vpa.targetName,
        reason: cause ? cause.reason ?? cause.type : '',
      },
    }),
  ];
}

function compare(
  vpa: VpaFacts,
  target: Request,
  requests: Request,
  hpa: HpaFacts | undefined,
  { limits: { request } }: WorkloadScene,
): Finding[] {
  return RESOURCES.flatMap(({ key, resource, unit }) => {
    const wanted = target[key];
    const asked = requests[key];
    const low = asked < request.low * wanted;
    if (wanted === 0 || (!low && asked <= request.high * wanted)) {
      return [];
    }
    return [
      finding(
        low ? 'vpa-request-low' : 'vpa-request-high',
        low ? 'warning' : 'info',
        refOf(vpa),
        {
          value: { value: asked, unit },
          threshold: {
            value: Math.round(wanted * (low ? request.low : request.high)),
            unit,
          },
          evidence: `VerticalPodAutoscaler.status.recommendation.target.${resource}`,
          detail: conflict(vpa, hpa, resource),
          params: {
            resource,
            target: vpa.targetName,
            percent: Math.round((asked / wanted) * 100),
          },
          qualifier: resource,
        },
      ),
    ];
  });
}

/** Two autoscalers that pull at the same resource, each undoing what the other did. */
function conflict(
  vpa: VpaFacts,
  hpa: HpaFacts | undefined,
  resource: string,
): string | undefined {
  return ACTIVE.has(vpa.updateMode) &&
    hpa?.metrics?.some(({ name }) => name === resource)
    ? `VerticalPodAutoscaler ${vpa.name} (${vpa.updateMode}) and HorizontalPodAutoscaler ${hpa.name}: ${resource}`
    : undefined;
}
