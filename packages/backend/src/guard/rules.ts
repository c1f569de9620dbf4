import { Config } from '@backstage/config';
import {
  isLoopbackUrl,
  listensOnLoopback,
} from '@textloom/plugin-auth-backend-module-sandbox';

/** What a production start may not have, and the words for it. */
export interface GuardRule {
  /** Name of the rule, for tests and documentation. */
  id: string;
  broken(config: Config): boolean;
  /** What to change, as the rest of a sentence. */
  remedy: string;
}

const MINIMUM_SECRET = 32;
/** Providers that production knows; each has one block for each environment. */
const PROVIDERS = ['github', 'oidc'];
const GITOPS_URL = 'deployments.gitops.url';

/** Holds wherever the sandbox is off. */
export const PRODUCTION_RULES: readonly GuardRule[] = [
  {
    id: 'guest',
    broken: config => config.has('auth.providers.guest'),
    remedy: 'remove auth.providers.guest',
  },
  {
    id: 'sign-in',
    broken: config => providersOf(config).length === 0,
    remedy:
      'configure auth.providers.github or auth.providers.oidc for auth.environment',
  },
  {
    id: 'sign-in-credentials',
    broken: config =>
      providersOf(config).some(
        provider =>
          !isText(provider.getOptional('clientId')) ||
          !isText(provider.getOptional('clientSecret')),
      ),
    remedy: 'set clientId and clientSecret of each sign-in provider',
  },
  {
    id: 'sign-in-resolver',
    broken: config =>
      providersOf(config).some(
        provider =>
          !provider.has('signIn.resolvers') ||
          JSON.stringify(provider.get('signIn.resolvers')).includes(
            '"dangerouslyAllowSignInWithoutUserInCatalog":true',
          ),
      ),
    remedy:
      'let only people who are in the catalog sign in (signIn.resolvers of each provider)',
  },
  {
    id: 'session-secret',
    broken: config => {
      const secret = config.getOptional('auth.session.secret');
      return typeof secret !== 'string' || secret.length < MINIMUM_SECRET;
    },
    remedy: `set auth.session.secret to at least ${MINIMUM_SECRET} characters`,
  },
  {
    id: 'base-url',
    broken: config => !isSafeAddress(config),
    remedy:
      'give backend.baseUrl as an https address (http only where backend.listen.host is loopback too)',
  },
  {
    id: 'one-address',
    broken: config =>
      config.getOptional('app.baseUrl') !==
      config.getOptional('backend.baseUrl'),
    remedy: 'make app.baseUrl equal to backend.baseUrl',
  },
  {
    id: 'database',
    broken: config => config.getOptional('backend.database.client') !== 'pg',
    remedy: 'use PostgreSQL (backend.database.client: pg)',
  },
  {
    id: 'permission',
    broken: config => config.getOptional('permission.enabled') !== true,
    remedy: 'set permission.enabled to true',
  },
  {
    id: 'auth-policy',
    broken: config =>
      config.getOptional('backend.auth.dangerouslyDisableDefaultAuthPolicy') ===
      true,
    remedy: 'remove backend.auth.dangerouslyDisableDefaultAuthPolicy',
  },
  {
    id: 'external-tokens',
    broken: config => staticTokens(config).some(token => !isSecret(token)),
    remedy: `give each static token of backend.auth.externalAccess at least ${MINIMUM_SECRET} characters`,
  },
  {
    id: 'cluster-tokens',
    broken: config =>
      JSON.stringify(
        config.getOptional('kubernetes.clusterLocatorMethods') ?? [],
      ).includes('"serviceAccountToken":"sandbox-token"'),
    remedy: "replace the sandbox's token of a Kubernetes cluster",
  },
  {
    id: 'deployments-policy',
    broken: config =>
      isText(config.getOptional(GITOPS_URL)) &&
      !isText(config.getOptional('deployments.policy')),
    remedy: 'name the rules of deployments (deployments.policy)',
  },
  {
    id: 'deployments-signing',
    broken: config =>
      isText(config.getOptional(GITOPS_URL)) &&
      config.getOptional('deployments.gitops.type') !== 'github' &&
      !isText(config.getOptional('deployments.gitops.signingKey')),
    remedy:
      'give the key that signs commits (deployments.gitops.signingKey), or use type github',
  },
  {
    id: 'deployments-checkpoints',
    broken: config =>
      isText(config.getOptional(GITOPS_URL)) &&
      !isText(config.getOptional('deployments.checkpoints.directory')),
    remedy:
      'keep checkpoints of the log outside the database (deployments.checkpoints.directory)',
  },
];

/** Remedies of all rules that this production configuration breaks. */
export function productionRefusals(config: Config): string[] {
  return PRODUCTION_RULES.filter(({ broken }) => broken(config)).map(
    ({ remedy }) => remedy,
  );
}

/** Blocks of the sign-in providers for the environment that is in use. */
function providersOf(config: Config): Config[] {
  const environment =
    config.getOptionalString('auth.environment') ?? 'development';
  return PROVIDERS.flatMap(
    name =>
      config.getOptionalConfig(`auth.providers.${name}.${environment}`) ?? [],
  );
}

function staticTokens(config: Config): unknown[] {
  return (config.getOptionalConfigArray('backend.auth.externalAccess') ?? [])
    .filter(access => access.getOptional('type') === 'static')
    .map(access => access.getOptional('options.token'));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isSecret(value: unknown): boolean {
  return typeof value === 'string' && value.length >= MINIMUM_SECRET;
}

/** Plain http is safe only where nothing leaves the machine. */
function isSafeAddress(config: Config): boolean {
  const url = config.getOptional('backend.baseUrl');
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  return (
    new URL(url).protocol === 'https:' ||
    (isLoopbackUrl(url) && listensOnLoopback(config))
  );
}
