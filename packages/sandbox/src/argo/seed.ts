import { stringify } from 'yaml';
import { Files } from '../git/GitopsRepository';
import { KubeObject } from '../kubernetes/types';
import { CLUSTER_PLANS } from '../world/clusters';
import { companionsOf, isInjected, workloadOf } from '../world/manifests';
import { textloomServices } from '../world/workloads/textloom';
import { WorkloadPlan } from '../world/workloads/types';
import {
  ARGO_VERSION,
  CANARY_PAUSES,
  CANARY_SERVICES,
  environmentOf,
  folderOf,
  PROD_NAMESPACE,
} from './names';

/** What the repository holds at first: what the world runs, of every service in every environment. */
export function seedFiles(): Files {
  const files = new Map<string, string>();
  for (const plan of CLUSTER_PLANS) {
    for (const namespace of plan.environments) {
      for (const service of textloomServices(plan, namespace)) {
        const folder = folderOf(environmentOf(namespace), service.name);
        for (const object of manifestsOf(service)) {
          const name = object.kind.toLocaleLowerCase('en-US');
          files.set(`${folder}/${name}.yaml`, stringify(object));
        }
      }
    }
  }
  return files;
}

function manifestsOf(plan: WorkloadPlan): KubeObject[] {
  const isCanary =
    plan.namespace === PROD_NAMESPACE && CANARY_SERVICES.has(plan.name);
  return [
    deploymentOf(plan),
    ...companionsOf(plan).filter(({ kind }) => kind === 'Service'),
    ...(isCanary ? [rolloutOf(plan)] : []),
  ];
}

/** Without what others put in: the mesh its sidecar, an autoscaler the replicas. */
function deploymentOf(plan: WorkloadPlan): KubeObject {
  const { status, ...workload } = workloadOf(plan);
  const { replicas, template, ...spec } = workload.spec;
  const { annotations, ...metadata } = template.metadata;
  return {
    ...workload,
    spec: {
      ...(plan.autoscaler ? {} : { replicas }),
      ...spec,
      template: {
        metadata,
        spec: {
          ...template.spec,
          containers: template.spec.containers.filter(
            container => !isInjected(container),
          ),
        },
      },
    },
  };
}

/** Refers to the Deployment, so that whoever knows Deployments sees the service as before. */
function rolloutOf(plan: WorkloadPlan): KubeObject {
  const { name, namespace, labels } = workloadOf(plan).metadata;
  return {
    apiVersion: ARGO_VERSION,
    kind: 'Rollout',
    metadata: { name, namespace, labels },
    spec: {
      selector: { matchLabels: workloadOf(plan).spec.selector.matchLabels },
      workloadRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name,
        scaleDown: 'never',
      },
      strategy: {
        canary: {
          trafficRouting: {
            istio: {
              virtualService: { name },
              destinationRule: {
                name,
                canarySubsetName: 'canary',
                stableSubsetName: 'stable',
              },
            },
          },
          steps: [
            ...CANARY_PAUSES.flatMap(setWeight => [
              { setWeight },
              { pause: {} },
            ]),
            { setWeight: 100 },
          ],
        },
      },
    },
  };
}
