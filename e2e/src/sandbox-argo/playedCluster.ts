import { NAMESPACE } from '../deployments-executor/argoServer';
import { pathOf, RealServerPort } from './argoPort';
import { image, REPLICAS, SERVICE } from './manifests';

interface Seen {
  metadata: { name: string; uid: string; generation: number };
  spec: { replicas: number; paused?: boolean };
}

/**
 * Plays what a server without controllers lacks: pods that are wanted serve at once, and a Deployment that is not
 * paused has rolled to its template.
 */
export class PlayedCluster {
  readonly #port: RealServerPort;

  constructor(port: RealServerPort) {
    this.#port = port;
  }

  async play(): Promise<void> {
    const [deployment] = await this.#all('deployments.apps');
    const [rollout] = await this.#port.list('rollouts.argoproj.io');
    const hash = Object(rollout?.status).currentPodHash;
    if (!deployment || !hash) {
      return;
    }
    const wanted = `${SERVICE}-${hash}`;
    const sets = await this.#all('replicasets.apps');
    if (sets.length === 0) {
      await this.#createStableSet(deployment, wanted);
    }
    if (!deployment.spec.paused) {
      await this.#roll(wanted);
    }
    await this.#serve();
    await this.#report('deployments.apps', SERVICE, {
      observedGeneration: deployment.metadata.generation,
      replicas: REPLICAS,
      updatedReplicas: deployment.spec.paused ? 0 : REPLICAS,
      readyReplicas: REPLICAS,
      availableReplicas: REPLICAS,
    });
  }

  /** Replicas of all ReplicaSets, most first. */
  async replicas(): Promise<number[]> {
    const sets = await this.#all('replicasets.apps');
    return sets.map(({ spec }) => spec.replicas).sort((a, b) => b - a);
  }

  async #all(resource: string): Promise<Seen[]> {
    const found = await this.#port.list(resource);
    return found.filter(
      ({ metadata }) => metadata.namespace === NAMESPACE,
    ) as unknown as Seen[];
  }

  async #roll(wanted: string): Promise<void> {
    for (const { metadata } of await this.#all('replicasets.apps')) {
      const replicas = metadata.name === wanted ? REPLICAS : 0;
      await this.#port.ask(
        'PATCH',
        `${pathOf('replicasets.apps', NAMESPACE)}/${metadata.name}`,
        { spec: { replicas } },
      );
    }
  }

  async #serve(): Promise<void> {
    for (const { metadata, spec } of await this.#all('replicasets.apps')) {
      const { replicas } = spec;
      await this.#report('replicasets.apps', metadata.name, {
        replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
      });
    }
  }

  #report(resource: string, name: string, status: object) {
    return this.#port.ask(
      'PATCH',
      `${pathOf(resource, NAMESPACE)}/${name}/status`,
      { status },
    );
  }

  #createStableSet({ metadata }: Seen, name: string) {
    const labels = { app: SERVICE, 'pod-template-hash': name };
    return this.#port.ask('POST', pathOf('replicasets.apps', NAMESPACE), {
      metadata: {
        name,
        labels,
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: SERVICE,
            uid: metadata.uid,
            controller: true,
          },
        ],
      },
      spec: {
        replicas: REPLICAS,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'main', image: image('1') }] },
        },
      },
    });
  }
}
