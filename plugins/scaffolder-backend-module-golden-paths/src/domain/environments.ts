/** Where a service runs. */
export interface Environment {
  name: string;
  namespace: string;
}

/** Where TextLoom's services run, unless `deployments.environments` says otherwise. */
export const ENVIRONMENTS: readonly Environment[] = [
  { name: 'dev', namespace: 'dev' },
  { name: 'test', namespace: 'test' },
  { name: 'staging', namespace: 'staging' },
  { name: 'prod', namespace: 'textloom' },
];

/** Whether people depend on what runs there. */
export const isProduction = (environment: string) =>
  /^prod(?:uction)?$/.test(environment);

/** A service begins by itself everywhere but where people depend on it. */
export const mayBegin = ({ name }: Environment) => !isProduction(name);
