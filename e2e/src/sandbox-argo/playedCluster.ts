import { NAMESPACE } from '../deployments-executor/argoServer';
import { pathOf, RealServerPort } from './argoPort';
import { image, REPLICAS, SERVICE } from './manifests';

interface Seen {
  metadata: {
    name: string;
    uid: string;
    generation: number;
  };
  spec: {
    replicas: number;
    paused?: boolean;
    template: {
      metadata: object;
      spec: { containers: { name: string; image: string }[] };
    };
  };
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
    await this.#runPods();
  }

  /** As many pods as each ReplicaSet wants, which run what its template says. */
  async #runPods(): Promise<void> {
    const pods = await this.#all('pods');
    const sets = await this.#all('replicasets.apps');
    const wanted = sets.flatMap(set =>
      Array.from({ length: set.spec.replicas }, (_, index) => ({
        set,
        name: `${set.metadata.name}-${index}`,
      })),
    );
    for (const { metadata } of pods) {
      if (!wanted.some(({ name }) => name === metadata.name)) {
        const path = `${pathOf('pods', NAMESPACE)}/${metadata.name}`;
        await this.#port.ask('DELETE', `${path}?gracePeriodSeconds=0`);
      }
    }
    for (const { set, name } of wanted) {
      if (!pods.some(({ metadata }) => metadata.name === name)) {
        await this.#startPod(set, name);
      }
    }
  }

  async #startPod({ spec }: Seen, name: string): Promise<void> {
    const { metadata, spec: pod } = spec.template;
    await this.#port.ask('POST', pathOf('pods', NAMESPACE), {
      metadata: { ...metadata, name },
      spec: pod,
    });
    await this.#report('pods', name, {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: pod.containers.map(container => ({
        name: container.name,
        image: container.image,
        imageID: container.image,
        ready: true,
        restartCount: 0,
        state: { running: {} },
      })),
    });
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
