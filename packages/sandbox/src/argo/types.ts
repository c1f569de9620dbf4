import { KubeObject } from '../kubernetes/types';
import { ResourceOf } from '../world/objects';

/** Reads objects; a store of the sandbox, or what was listed of an API server. */
export interface ObjectView {
  /** @param resource - `plural.group`, or `plural` in the core group */
  get(
    resource: string,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined;
  list(resource: string, namespace?: string): KubeObject[];
}

/** A change that a controller makes. `before` is what it has seen. */
export type Write =
  | { verb: 'create'; resource: string; object: KubeObject }
  | {
      verb: 'update';
      resource: string;
      before: KubeObject;
      object: KubeObject;
    }
  | { verb: 'delete'; resource: string; object: KubeObject };

/** What a controller works with in one round. */
export interface Round {
  view: ObjectView;
  /** Milliseconds since the epoch. */
  now: number;
}

/** An operation of Argo CD: one sync. */
export interface Operation {
  initiatedBy?: { username?: string; automated?: boolean };
  info?: { name: string; value: string }[];
  sync?: { revision?: string; prune?: boolean; syncOptions?: string[] };
  [field: string]: unknown;
}

/** How an operation goes. */
export interface OperationState {
  phase: 'Running' | 'Succeeded' | 'Failed' | 'Error' | 'Terminating';
  operation: Operation;
  message?: string;
  startedAt: string;
  finishedAt?: string;
  syncResult?: { revision: string; [field: string]: unknown };
}

/** What Argo CD says of one object. */
export interface ResourceStatus {
  group?: string;
  version: string;
  kind: string;
  namespace?: string;
  name: string;
  status: 'Synced' | 'OutOfSync';
  health?: { status: HealthStatus; message?: string };
  requiresPruning?: boolean;
}

/** Words of Argo CD for health, the best first. */
export type HealthStatus =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded';

/** `argoproj.io/v1alpha1` Application. */
export interface Application extends KubeObject {
  spec: {
    source: { repoURL: string; path: string; targetRevision: string };
    destination: { server?: string; namespace: string };
    syncPolicy?: {
      automated?: { prune?: boolean; selfHeal?: boolean } | null;
      syncOptions?: string[];
    };
    [field: string]: unknown;
  };
  operation?: Operation;
  status?: {
    sync?: { status: string; revision?: string; comparedTo?: unknown };
    health?: { status: string; message?: string };
    operationState?: OperationState;
    resources?: ResourceStatus[];
    conditions?: {
      type: string;
      message: string;
      lastTransitionTime: string;
    }[];
    history?: { id: number; [field: string]: unknown }[];
    [field: string]: unknown;
  };
}

/** `argoproj.io/v1alpha1` ApplicationSet that makes an Application of each folder of a repository. */
export interface ApplicationSet extends KubeObject {
  spec: {
    generators: {
      git?: {
        repoURL: string;
        revision: string;
        directories: { path: string; exclude?: boolean }[];
      };
    }[];
    template: {
      metadata: { name: string; labels?: Record<string, string> };
      spec: Application['spec'];
    };
    syncPolicy?: {
      /** What may be done to Applications; all unless set. */
      applicationsSync?:
        | 'create-only'
        | 'create-update'
        | 'create-delete'
        | 'sync';
      /** Whether what an Application has deployed stays when it goes. */
      preserveResourcesOnDeletion?: boolean;
    };
    [field: string]: unknown;
  };
  status?: {
    conditions?: {
      type: string;
      status: 'True' | 'False';
      reason: string;
      message: string;
      lastTransitionTime: string;
    }[];
    [field: string]: unknown;
  };
}

/** `argoproj.io/v1alpha1` Rollout that refers to a Deployment. */
export interface Rollout extends KubeObject {
  spec: {
    paused?: boolean;
    workloadRef?: { apiVersion: string; kind: string; name: string };
    strategy: {
      canary?: { steps?: CanaryStep[] };
      blueGreen?: { autoPromotionEnabled?: boolean };
    };
    [field: string]: unknown;
  };
  status?: RolloutStatus;
}

/** One step of a canary. */
export interface CanaryStep {
  setWeight?: number;
  /** Pods without traffic. */
  setCanaryScale?: { weight?: number };
  /** Without a duration it waits for somebody. */
  pause?: { duration?: number | string } | null;
}

/** What Argo Rollouts says of a Rollout. */
export interface RolloutStatus {
  phase?: string;
  message?: string;
  abort?: boolean;
  abortedAt?: string;
  promoteFull?: boolean;
  controllerPause?: boolean;
  currentStepIndex?: number;
  currentPodHash?: string;
  stableRS?: string;
  observedGeneration?: string;
  pauseConditions?: { reason: string; startTime: string }[] | null;
  canary?: { weights?: CanaryWeights };
  [field: string]: unknown;
}

/** Shares of traffic. */
export interface CanaryWeights {
  canary: { weight: number; podTemplateHash: string };
  stable: { weight: number; podTemplateHash: string };
  verified: boolean;
}

const of = <T extends KubeObject>(resource: string): ResourceOf<T> => ({
  resource,
});

export const APPLICATIONS = of<Application>('applications.argoproj.io');
export const APPLICATION_SETS = of<ApplicationSet>(
  'applicationsets.argoproj.io',
);
export const ROLLOUTS = of<Rollout>('rollouts.argoproj.io');
