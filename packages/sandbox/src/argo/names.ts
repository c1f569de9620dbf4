/** Namespace of the Applications. */
export const ARGO_NAMESPACE = 'argocd';
/** API of both projects. */
export const ARGO_VERSION = 'argoproj.io/v1alpha1';

/** Services whose traffic moves to a new version in steps, in production. */
export const CANARY_SERVICES: ReadonlySet<string> = new Set([
  'textloom-api',
  'textloom-web',
  'textloom-auth',
  'textloom-payment',
]);
/** Share of traffic, per cent, at which a rollout waits for somebody. */
export const CANARY_PAUSES = [5, 25, 50];

/** The namespace of production is named after the product. */
export const PROD_NAMESPACE = 'textloom';

/** Environment of a namespace. */
export function environmentOf(namespace: string): string {
  return namespace === PROD_NAMESPACE ? 'prod' : namespace;
}

/** Folder in the repository of what a service runs in an environment. */
export function folderOf(environment: string, service: string): string {
  return `environments/${environment}/${service}`;
}

/** Name of the Application of a service in an environment. */
export function applicationName(environment: string, service: string): string {
  return `${service}-${environment}`;
}
