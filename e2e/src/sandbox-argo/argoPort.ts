import { ArgoPort } from '@textloom/sandbox';
import { requestOnce } from '../harness/request';
import { KubeApiServer } from '../harness/kubeApiServer';

type Write = Parameters<ArgoPort['write']>[0];
type KubeObject = Awaited<ReturnType<ArgoPort['list']>>[number];

/** API version and kind of what the controllers work on; lists of a real server leave both out of their items. */
const RESOURCES: Record<string, [apiVersion: string, kind: string]> = {
  configmaps: ['v1', 'ConfigMap'],
  pods: ['v1', 'Pod'],
  services: ['v1', 'Service'],
  serviceaccounts: ['v1', 'ServiceAccount'],
  'deployments.apps': ['apps/v1', 'Deployment'],
  'replicasets.apps': ['apps/v1', 'ReplicaSet'],
  'statefulsets.apps': ['apps/v1', 'StatefulSet'],
  'horizontalpodautoscalers.autoscaling': [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
  ],
  'ingresses.networking.k8s.io': ['networking.k8s.io/v1', 'Ingress'],
  'poddisruptionbudgets.policy': ['policy/v1', 'PodDisruptionBudget'],
  'applications.argoproj.io': ['argoproj.io/v1alpha1', 'Application'],
  'rollouts.argoproj.io': ['argoproj.io/v1alpha1', 'Rollout'],
};

/** A real API server as the sandbox's Argo CD and Argo Rollouts work on it. */
export class RealServerPort implements ArgoPort {
  readonly #server: KubeApiServer;
  /** Milliseconds since the epoch; time passes when told. */
  clock = Date.parse('2026-11-25T10:00:00Z');

  constructor(server: KubeApiServer) {
    this.#server = server;
  }

  now = () => this.clock;

  async list(resource: string): Promise<KubeObject[]> {
    const [apiVersion, kind] = RESOURCES[resource];
    const { items } = await this.ask('GET', pathOf(resource), undefined, {
      // Older servers serve another version of some.
      otherwise: { items: [] },
    });
    return (items as KubeObject[]).map(item => ({ ...item, apiVersion, kind }));
  }

  async write(write: Write): Promise<void> {
    const { namespace, name } = write.object.metadata;
    const all = pathOf(write.resource, namespace);
    switch (write.verb) {
      case 'create':
        await this.ask('POST', all, write.object);
        break;
      case 'update':
        // Of a Rollout the controller writes the status alone.
        await this.ask(
          'PUT',
          write.object.kind === 'Rollout'
            ? `${all}/${name}/status`
            : `${all}/${name}`,
          write.object,
          // Somebody else has changed it since it was read.
          { otherwise: {}, unless: [409] },
        );
        break;
      default:
        await this.ask('DELETE', `${all}/${name}`);
    }
  }

  /**
   * @param options.otherwise - the answer where nothing is there, or where the server refuses with one of `unless`
   * @throws when the server refuses
   */
  async ask(
    method: string,
    path: string,
    body?: object,
    options: {
      otherwise?: Record<string, unknown>;
      unless?: readonly number[];
    } = {},
  ): Promise<Record<string, unknown>> {
    const { url, token, caData } = this.#server;
    const answer = await requestOnce({
      url: `${url}${path}`,
      method,
      token,
      ca: Buffer.from(caData, 'base64').toString(),
      body,
      headers:
        method === 'PATCH'
          ? { 'content-type': 'application/merge-patch+json' }
          : {},
    });
    const text = answer.body.toString('utf8');
    const { otherwise, unless = [404] } = options;
    if (otherwise && unless.includes(answer.status)) {
      return otherwise;
    }
    if (answer.status > 299) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return JSON.parse(text);
  }
}

/** Path of a collection. */
export function pathOf(resource: string, namespace?: string): string {
  const [apiVersion] = RESOURCES[resource];
  const root = apiVersion.includes('/') ? '/apis' : '/api';
  const plural = resource.split('.')[0];
  return [
    root,
    apiVersion,
    ...(namespace ? ['namespaces', namespace] : []),
    plural,
  ].join('/');
}
