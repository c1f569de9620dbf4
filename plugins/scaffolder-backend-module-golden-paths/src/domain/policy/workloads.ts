import { Hit, RuleId } from '@textloom/plugin-scaffolder-golden-paths-common';
import {
  inProduction,
  kindOf,
  meshSelects,
  nameOf,
  Pods,
  selects,
  subjectOf,
} from './kubernetes';
import { at, listAt, textAt } from './shape';
import { Manifest } from './types';

const ZONE = 'topology.kubernetes.io/zone';
const APP = 'app.kubernetes.io/name';

/** Objects of one environment, and the pods that they make. */
export interface World {
  manifests: readonly Manifest[];
  pods: readonly Pods[];
}

const hit = (rule: RuleId, manifest: Manifest): Hit => ({
  rule,
  file: manifest.file,
  subject: subjectOf(manifest),
});

const ofKind = ({ manifests }: World, kind: string) =>
  manifests.filter(manifest => kindOf(manifest) === kind);

/** What must stand beside pods that last. */
export function checkSurroundings(pods: Pods, world: World): Hit[] {
  if (!pods.lasting) {
    return [];
  }
  const { manifest, labels, spec } = pods;
  const selected = (kind: string, ...selector: string[]) =>
    ofKind(world, kind).some(other =>
      selects(at(other.value, 'spec', ...selector), labels),
    );
  const spread = listAt(spec, 'topologySpreadConstraints').some(
    constraint => textAt(constraint, 'topologyKey') === ZONE,
  );
  const strict = ofKind(world, 'PeerAuthentication').some(other =>
    meshSelects(other, labels),
  );
  const broken: [RuleId, boolean][] = [
    ['workload-no-network-policy', !selected('NetworkPolicy', 'podSelector')],
    ['mesh-not-strict', !strict],
    ['workload-no-spread', inProduction(manifest) && !spread],
    [
      'workload-no-pdb',
      inProduction(manifest) && !selected('PodDisruptionBudget', 'selector'),
    ],
    ['hpa-missing', inProduction(manifest) && !isScaled(pods, world)],
  ];
  return broken.filter(([, is]) => is).map(([rule]) => hit(rule, manifest));
}

/** Kinds whose number does not follow the load: one on each node, or each with data of its own. */
const NOT_SCALED = new Set(['DaemonSet', 'StatefulSet']);

/** One HPA is enough for workloads that share their traffic, such as a canary beside the stable version. */
function isScaled(pods: Pods, world: World): boolean {
  const app = pods.labels.get(APP);
  const siblings = world.pods.filter(
    other =>
      other === pods || (app !== undefined && other.labels.get(APP) === app),
  );
  return siblings.some(
    ({ manifest }) =>
      NOT_SCALED.has(kindOf(manifest)) || scaler(manifest, world),
  );
}

/** The HPA of a workload, or of the Rollout that stands on it. */
function scaler(workload: Manifest, world: World): Manifest | undefined {
  const targets = [
    workload,
    ...ofKind(world, 'Rollout').filter(
      ({ value }) =>
        textAt(value, 'spec', 'workloadRef', 'name') === nameOf(workload) &&
        textAt(value, 'spec', 'workloadRef', 'kind') === kindOf(workload),
    ),
  ];
  return ofKind(world, 'HorizontalPodAutoscaler').find(({ value }) =>
    targets.some(
      target =>
        textAt(value, 'spec', 'scaleTargetRef', 'kind') === kindOf(target) &&
        textAt(value, 'spec', 'scaleTargetRef', 'name') === nameOf(target),
    ),
  );
}

/** Says why nothing in a Secret is one: some programs read plain configuration from there, and from nowhere else. */
const NOT_SECRET = 'textloom.ai/not-secret';

/** Objects that are wrong by themselves or beside another. */
export function checkObject(manifest: Manifest, world: World): Hit[] {
  const { value } = manifest;
  switch (kindOf(manifest)) {
    case 'HorizontalPodAutoscaler':
      return [...bounds(manifest), ...owned(manifest, world)];
    case 'NetworkPolicy':
      return listAt(value, 'spec', 'ingress').some(
        rule => listAt(rule, 'from').length === 0,
      )
        ? [hit('network-policy-open', manifest)]
        : [];
    case 'PeerAuthentication':
      return textAt(value, 'spec', 'mtls', 'mode') === 'STRICT'
        ? []
        : [hit('mesh-not-strict', manifest)];
    case 'RequestAuthentication':
      return isRequired(manifest, world)
        ? []
        : [hit('jwt-not-required', manifest)];
    case 'Secret':
      return (at(value, 'data') || at(value, 'stringData')) &&
        !textAt(value, 'metadata', 'annotations', NOT_SECRET)?.trim()
        ? [hit('secret-in-chart', manifest)]
        : [];
    default:
      return [];
  }
}

function bounds(manifest: Manifest): Hit[] {
  const min = at(manifest.value, 'spec', 'minReplicas') ?? 1;
  const max = at(manifest.value, 'spec', 'maxReplicas');
  const fit =
    typeof min === 'number' &&
    typeof max === 'number' &&
    min >= (inProduction(manifest) ? 2 : 1) &&
    max > min;
  return fit ? [] : [hit('hpa-bounds', manifest)];
}

function owned({ value }: Manifest, world: World): Hit[] {
  return world.manifests
    .filter(
      other =>
        kindOf(other) === textAt(value, 'spec', 'scaleTargetRef', 'kind') &&
        nameOf(other) === textAt(value, 'spec', 'scaleTargetRef', 'name') &&
        at(other.value, 'spec', 'replicas') !== undefined,
    )
    .map(other => hit('hpa-and-replicas', other));
}

/** Whether some AuthorizationPolicy demands a token of the pods that tokens are checked for. */
function isRequired(authentication: Manifest, world: World): boolean {
  const labels = new Map(
    Object.entries(
      at(authentication.value, 'spec', 'selector', 'matchLabels') ?? {},
    ),
  );
  return ofKind(world, 'AuthorizationPolicy').some(
    policy =>
      meshSelects(policy, labels) &&
      listAt(policy.value, 'spec', 'rules').some(rule =>
        listAt(rule, 'from').some(
          from =>
            listAt(from, 'source', 'requestPrincipals').length > 0 ||
            listAt(from, 'source', 'notRequestPrincipals').length > 0,
        ),
      ),
  );
}
