import { KubeObject } from '../kubernetes/types';
import { rfc3339 } from '../kubernetes/store';
import { Container, DEPLOYMENTS, getOf } from './objects';
import { bytes, cpuMillis, formatKi } from './quantity';
import { ClusterWorld } from './world';

const GROUP = 'autoscaling.k8s.io';
const PLURAL = 'verticalpodautoscalers';
/** Services that have one. */
const TARGETS = ['textloom-api', 'textloom-web', 'textloom-worker'];
/** What is recommended, as a share of the request. */
const RECOMMENDED = 0.88;

/** The definition that the Vertical Pod Autoscaler installs. */
export const VPA_DEFINITION: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${PLURAL}.${GROUP}` },
  spec: {
    group: GROUP,
    scope: 'Namespaced',
    names: {
      plural: PLURAL,
      singular: 'verticalpodautoscaler',
      kind: 'VerticalPodAutoscaler',
      listKind: 'VerticalPodAutoscalerList',
      shortNames: ['vpa'],
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
        additionalPrinterColumns: [
          {
            name: 'Mode',
            type: 'string',
            jsonPath: '.spec.updatePolicy.updateMode',
          },
          {
            name: 'Age',
            type: 'date',
            jsonPath: '.metadata.creationTimestamp',
          },
        ],
      },
    ],
  },
};

/** Creates autoscalers that only recommend, for the services that have one in each environment. */
export function recommend(world: ClusterWorld): void {
  const { store, plan } = world;
  for (const namespace of plan.environments) {
    for (const name of TARGETS) {
      const target = getOf(store, DEPLOYMENTS, namespace, name);
      if (target) {
        store.create(`${PLURAL}.${GROUP}`, {
          apiVersion: `${GROUP}/v1`,
          kind: 'VerticalPodAutoscaler',
          metadata: { name, namespace, generation: 1 },
          spec: {
            targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
            updatePolicy: { updateMode: 'Off' },
          },
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
