import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Config } from '@backstage/config';
import { EnvironmentTarget } from './adapters/argo/targets';
import {
  DEFAULT_FIGURE_QUERIES,
  FigureQueries,
} from './adapters/prometheus/queries';

/** Settings under `deployments`. */
export interface DeploymentsConfig {
  /** Absolute path of the policy file; absent when nothing is to be deployed. */
  policyFile?: string;
  gitops?: GitOpsConfig;
  environments: readonly EnvironmentTarget[];
  figures: FiguresConfig;
  /** Folder for checkpoints of the log. */
  checkpoints?: string;
  webhookSecret?: string;
  /** Address of the portal, for links. */
  baseUrl: string;
  /** A start with a broken policy file is refused; in the sandbox its problems are shown instead. */
  strict: boolean;
}

/** How the versions of a service are measured; what is absent is by the defaults. */
export interface FiguresConfig {
  queries: Partial<FigureQueries>;
  versionLabel?: string;
}

/** The repository that the clusters follow. */
export interface GitOpsConfig {
  /** `github` is written through GitHub's API, which signs by itself. */
  type: 'git' | 'github';
  url: string;
  branch: string;
  token?: string;
  /** Folder of a place, with `{environment}` and `{service}`. */
  path: string;
  renderer: 'directory' | 'helm';
  signingKey?: string;
  signingKeyPassphrase?: string;
  author: { name: string; email: string };
  cacheDirectory: string;
}

const DEFAULTS = {
  branch: 'main',
  path: 'environments/{environment}/{service}',
  application: '{service}-{environment}',
  argoNamespace: 'argocd',
  author: { name: 'TextLoom Portal', email: 'portal@textloom.example' },
};

/**
 * Reads `deployments`. A repository without an address is not configured, so that one configuration can serve with and
 * without it.
 * @throws when a setting has no meaning, with its path.
 */
export function readDeploymentsConfig(config: Config): DeploymentsConfig {
  const policy = config.getOptionalString('deployments.policy');
  return {
    ...(policy && { policyFile: resolve(policy) }),
    gitops: readGitOps(config.getOptionalConfig('deployments.gitops')),
    environments: readEnvironments(config),
    figures: readFigures(config.getOptionalConfig('deployments.figures')),
    checkpoints: config.getOptionalString('deployments.checkpoints.directory'),
    webhookSecret: config.getOptionalString(
      'deployments.webhooks.github.secret',
    ),
    baseUrl: (config.getOptionalString('app.baseUrl') ?? '').replace(
      /\/+$/,
      '',
    ),
    strict: config.getOptionalBoolean('sandbox.enabled') !== true,
  };
}

/** A query that does not tell versions apart would judge the new one by the old one's figures. */
function readFigures(config: Config | undefined): FiguresConfig {
  const queries: Partial<FigureQueries> = {};
  for (const name of Object.keys(DEFAULT_FIGURE_QUERIES)) {
    const query = config?.getOptionalString(`queries.${name}`);
    if (query === undefined) {
      continue;
    }
    const path = `deployments.figures.queries.${name}`;
    if (!query.includes('{service}')) {
      throw new Error(`${path} must contain {service}`);
    }
    if (!query.includes('{version}') && !query.includes('{hash}')) {
      throw new Error(`${path} must contain {version} or {hash}`);
    }
    queries[name as keyof FigureQueries] = query;
  }
  const versionLabel = config?.getOptionalString('versionLabel');
  if (versionLabel !== undefined && !/^[A-Za-z_]\w*$/.test(versionLabel)) {
    throw new Error('deployments.figures.versionLabel must be a label name');
  }
  return { queries, ...(versionLabel !== undefined && { versionLabel }) };
}

function readGitOps(config: Config | undefined): GitOpsConfig | undefined {
  const url = config?.getOptionalString('url');
  if (!config || !url) {
    return undefined;
  }
  const path = config.getOptionalString('path') ?? DEFAULTS.path;
  if (!path.includes('{environment}') || !path.includes('{service}')) {
    throw new Error(
      'deployments.gitops.path must contain {environment} and {service}',
    );
  }
  const renderer = config.getOptionalString('renderer') ?? 'directory';
  if (renderer !== 'directory' && renderer !== 'helm') {
    throw new Error('deployments.gitops.renderer must be directory or helm');
  }
  const type = config.getOptionalString('type') ?? 'git';
  if (type !== 'git' && type !== 'github') {
    throw new Error('deployments.gitops.type must be git or github');
  }
  return {
    type,
    url,
    branch: config.getOptionalString('branch') ?? DEFAULTS.branch,
    token: config.getOptionalString('token'),
    path,
    renderer,
    signingKey: config.getOptionalString('signingKey'),
    signingKeyPassphrase: config.getOptionalString('signingKeyPassphrase'),
    author: {
      name: config.getOptionalString('author.name') ?? DEFAULTS.author.name,
      email: config.getOptionalString('author.email') ?? DEFAULTS.author.email,
    },
    cacheDirectory: resolve(
      config.getOptionalString('cacheDirectory') ??
        join(tmpdir(), `textloom-portal-gitops-${process.pid}`),
    ),
  };
}

function readEnvironments(config: Config): EnvironmentTarget[] {
  const entries =
    config.getOptionalConfigArray('deployments.environments') ?? [];
  const names = new Set<string>();
  return entries.map(entry => {
    const name = entry.getString('name');
    if (names.has(name)) {
      throw new Error(`deployments.environments: ${name} is named twice`);
    }
    names.add(name);
    return {
      name,
      cluster: entry.getString('cluster'),
      namespace: entry.getString('namespace'),
      application:
        entry.getOptionalString('application') ?? DEFAULTS.application,
      argoNamespace:
        entry.getOptionalString('argoNamespace') ?? DEFAULTS.argoNamespace,
    };
  });
}
