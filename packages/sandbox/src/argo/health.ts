import { KubeObject } from '../kubernetes/types';
import { Workload } from '../world/objects';
import { HealthStatus, Rollout } from './types';

/** Health of one object with Argo CD's words. */
export interface Health {
  status: HealthStatus;
  message?: string;
}

const ORDER: HealthStatus[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
];

/** The worst of several. */
export function worstOf(all: readonly Health[]): Health {
  return all.reduce<Health>(
    (worst, health) =>
      ORDER.indexOf(health.status) > ORDER.indexOf(worst.status)
        ? health
        : worst,
    { status: 'Healthy' },
  );
}

/** Health of an object as Argo CD's built-in checks judge it; undefined for kinds that they do not judge. */
export function healthOf(object: KubeObject | undefined): Health | undefined {
  if (!object) {
    return { status: 'Missing' };
  }
  switch (object.kind) {
    case 'Deployment':
      return deploymentHealth(object as Workload);
    case 'Rollout':
      return rolloutHealth(object as Rollout);
    case 'Service':
      return { status: 'Healthy' };
    default:
      return undefined;
  }
}

function deploymentHealth({ metadata, spec, status }: Workload): Health {
  const count = (field: string) => Number(status?.[field] ?? 0);
  const progressing = status?.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  if (spec.paused) {
    return { status: 'Suspended', message: 'Deployment is paused' };
  }
  if (status?.observedGeneration !== metadata.generation) {
    return {
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: observed deployment generation less than desired generation',
    };
  }
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return {
      status: 'Degraded',
      message: `Deployment "${metadata.name}" exceeded its progress deadline`,
    };
  }
  const desired = spec.replicas ?? 1;
  const updated = count('updatedReplicas');
  if (
    updated < desired ||
    count('replicas') > updated ||
    count('availableReplicas') < updated
  ) {
    return {
      status: 'Progressing',
      message: `Waiting for rollout to finish: ${updated} out of ${desired} new replicas have been updated...`,
    };
  }
  return { status: 'Healthy' };
}

function rolloutHealth({ metadata, spec, status }: Rollout): Health {
  const { phase, message } = status ?? {};
  const withMessage = message ? { message } : {};
  if (status?.observedGeneration !== String(metadata.generation)) {
    return { status: 'Progressing' };
  }
  switch (phase) {
    case 'Healthy':
      return { status: 'Healthy' };
    case 'Degraded':
      return { status: 'Degraded', ...withMessage };
    case 'Paused':
      return { status: 'Suspended', ...withMessage };
    default:
      return {
        status: spec.paused ? 'Suspended' : 'Progressing',
        ...withMessage,
      };
  }
}
