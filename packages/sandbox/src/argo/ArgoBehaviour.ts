import { Gitops } from '../git/Gitops';
import { GitopsRepository } from '../git/GitopsRepository';
import { KubeObject } from '../kubernetes/types';
import { REPLICA_SETS } from '../world/objects';
import { planApplications } from './applications';
import { BUILT_IN_RESOURCES, kindOf } from './kinds';
import { planRollouts } from './rollouts';
import { Application, APPLICATIONS, ObjectView, Write } from './types';

/** The objects that the controllers work on, wherever they are. */
export interface ArgoPort {
  /** @param resource - `plural.group`, or `plural` in the core group */
  list(resource: string): Promise<KubeObject[]>;
  /** Makes a change; spec and status of an update may both be new. What has changed since it was read is left alone. */
  write(write: Write): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
}

const LISTED = [
  APPLICATIONS.resource,
  REPLICA_SETS.resource,
  ...BUILT_IN_RESOURCES,
];

/**
 * The sandbox's Argo CD and Argo Rollouts over any API server: they follow a repository, sync Applications and move
 * Rollouts from step to step. Pods, and the status of Deployments and ReplicaSets, are somebody else's.
 */
export class ArgoBehaviour {
  readonly #port: ArgoPort;
  readonly #gitops: Gitops;

  constructor(
    port: ArgoPort,
    repository: Pick<GitopsRepository, 'head' | 'read'>,
  ) {
    this.#port = port;
    this.#gitops = new Gitops(repository);
  }

  /** Lets both controllers work once. */
  async tick(): Promise<void> {
    await this.#gitops.refresh();
    const now = this.#port.now();
    await this.#write(
      planApplications(this.#gitops, { view: await this.#view(), now }),
    );
    await this.#write(planRollouts({ view: await this.#view(), now }));
  }

  async #write(writes: Write[]): Promise<void> {
    for (const write of writes) {
      await this.#port.write(write);
    }
  }

  async #view(): Promise<ObjectView> {
    const lists = new Map<string, KubeObject[]>();
    for (const resource of LISTED) {
      lists.set(resource, await this.#port.list(resource));
    }
    const apps = (lists.get(APPLICATIONS.resource) ?? []) as Application[];
    for (const resource of this.#named(apps)) {
      if (!lists.has(resource)) {
        lists.set(resource, await this.#port.list(resource));
      }
    }
    const list = (resource: string, namespace?: string) =>
      (lists.get(resource) ?? []).filter(
        ({ metadata }) => !namespace || metadata.namespace === namespace,
      );
    return {
      list,
      get: (resource, namespace, name) =>
        list(resource, namespace).find(
          ({ metadata }) => metadata.name === name,
        ),
    };
  }

  /** Resources that only some clusters have: those that the repository or an Application names. */
  #named(apps: readonly Application[]): string[] {
    const folders = [...(this.#gitops.latest()?.folders.values() ?? [])];
    const wanted = folders.flatMap(folder =>
      'objects' in folder ? folder.objects : [],
    );
    const had = apps.flatMap(({ status }) =>
      (status?.resources ?? []).map(({ group, version, kind }) => ({
        apiVersion: group ? `${group}/${version}` : version,
        kind,
      })),
    );
    return [...wanted, ...had].flatMap(
      object => kindOf(object)?.resource ?? [],
    );
  }
}
