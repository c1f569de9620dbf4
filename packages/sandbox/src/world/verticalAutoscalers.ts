import { rfc3339 } from '../kubernetes/store';
import { KubeObject } from '../kubernetes/types';
import { column, DefinitionPlan } from './definitions';
import { Container, DEPLOYMENTS, getOf, listOf, ResourceOf } from './objects';
import { bytes, cpuMillis, formatKi } from './quantity';
import { ClusterWorld } from './world';

const GROUP = 'autoscaling.k8s.io';
const PLURAL = 'verticalpodautoscalers';
/** Services that have one. */
const TARGETS = ['textloom-api', 'textloom-web', 'textloom-worker'];
/** What is recommended, as a share of the request. */
const RECOMMENDED = 0.88;

/** The definition that the Vertical Pod Autoscaler installs. */
export const VPA_DEFINITION: DefinitionPlan = {
  group: GROUP,
  kind: 'VerticalPodAutoscaler',
  plural: PLURAL,
  versions: ['v1'],
  shortNames: ['vpa'],
  subresources: {},
  columns: [
    column('Mode', '.spec.updatePolicy.updateMode'),
    column('Age', '.metadata.creationTimestamp', 'date'),
  ],
};

/** A VerticalPodAutoscaler, as far as it is read. */
interface VerticalAutoscaler extends KubeObject {
  spec?: { targetRef?: { kind: string; name: string } };
}

const VERTICAL_AUTOSCALERS: ResourceOf<VerticalAutoscaler> = {
  resource: `${PLURAL}.${GROUP}`,
};

/** Creates autoscalers that only recommend, for the services that have one in each environment. */
export function recommend(world: ClusterWorld): void {
  const { store, plan } = world;
  for (const namespace of plan.environments) {
    for (const name of TARGETS) {
      if (getOf(store, DEPLOYMENTS, namespace, name)) {
        store.create(VERTICAL_AUTOSCALERS.resource, {
          apiVersion: `${GROUP}/v1`,
          kind: 'VerticalPodAutoscaler',
          metadata: { name, namespace, generation: 1 },
          spec: {
            targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
            updatePolicy: { updateMode: 'Off' },
          },
        });
      }
    }
  }
  reportRecommendations(world);
}

/** Has each autoscaler that has said nothing yet say what it recommends, once its target is there. */
export function reportRecommendations({ store }: ClusterWorld): void {
  for (const autoscaler of listOf(store, VERTICAL_AUTOSCALERS)) {
    const { namespace } = autoscaler.metadata;
    const { kind, name } = autoscaler.spec?.targetRef ?? {};
    const target =
      kind === 'Deployment' && name && !autoscaler.status
        ? getOf(store, DEPLOYMENTS, namespace, name)
        : undefined;
    if (target) {
      store.update(VERTICAL_AUTOSCALERS.resource, {
        ...autoscaler,
        status: {
          conditions: [
            {
              type: 'RecommendationProvided',
              status: 'True',
              lastTransitionTime: rfc3339(store.now()),
            },
          ],
          recommendation: {
            containerRecommendations:
              target.spec.template.spec.containers.map(recommendation),
          },
        },
      });
    }
  }
}

function recommendation({ name, resources }: Container) {
  const { cpu, memory } = resources?.requests ?? {};
  return {
    containerName: name,
    target: {
      cpu: `${Math.round(cpuMillis(cpu) * RECOMMENDED)}m`,
      memory: formatKi(bytes(memory) * RECOMMENDED),
    },
  };
}
