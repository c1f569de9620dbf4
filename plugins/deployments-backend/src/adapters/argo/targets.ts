import { DeliveryError, Place } from '../../service/ports';

/** Where the services of an environment run. */
export interface EnvironmentTarget {
  name: string;
  /** Name of the cluster as the Kubernetes plugin knows it. */
  cluster: string;
  namespace: string;
  /** Name of the Application, with `{service}` and `{environment}`. */
  application: string;
  /** Namespace of the Applications. */
  argoNamespace: string;
}

/** Names of the objects of a place. */
export interface PlaceTarget {
  cluster: string;
  namespace: string;
  argoNamespace: string;
  application: string;
}

/** A name of an object as Kubernetes permits it (RFC 1123 subdomain): nothing in it can change a path. */
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** @throws DeliveryError when the environment is not configured, or the service's name cannot be an object's. */
export function targetOf(
  place: Place,
  environments: readonly EnvironmentTarget[],
): PlaceTarget {
  const found = environments.find(({ name }) => name === place.environment);
  if (!found) {
    throw new DeliveryError(
      'not-found',
      `No environment is named ${place.environment}`,
    );
  }
  const application = found.application
    .replaceAll('{service}', place.service)
    .replaceAll('{environment}', place.environment);
  if (!NAME.test(application) || !NAME.test(place.service)) {
    throw new DeliveryError(
      'invalid',
      `${application} is no name of an Application`,
    );
  }
  const { cluster, namespace, argoNamespace } = found;
  return { cluster, namespace, argoNamespace, application };
}
