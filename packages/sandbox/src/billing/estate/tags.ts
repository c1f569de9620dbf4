import { ACCOUNT } from '../../eks/cluster';
import { REGION } from '../../world/clusters';

/** Cost allocation tags of what belongs to a component or resource of the catalog. */
export function owned(
  component: string,
  environment = 'prod',
): Record<string, string> {
  return {
    'textloom:component': component,
    'textloom:environment': environment,
  };
}

/** What belongs to production and to no component alone. */
export const PRODUCTION = { 'textloom:environment': 'prod' };

/** Amazon Resource Name in the region and account of the clusters. */
export function arn(service: string, path: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}`;
}

/** Amazon Resource Name of what is in no region. */
export function globalArn(service: string, path: string): string {
  return `arn:aws:${service}::${ACCOUNT}:${path}`;
}
