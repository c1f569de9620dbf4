import { Config } from '@backstage/config';
import { Identity } from './adapters/git/TemporaryRepository';
import { Environment, ENVIRONMENTS } from './domain/environments';

/** `goldenPaths` with what it shares with `deployments`, with defaults. */
export interface GoldenPathsOptions {
  /** Folder or address of the templates. */
  templates?: string;
  /** Command or path of Helm. */
  helm?: string;
  forge?: { host: string; token: string };
  author: Identity;
  environments: readonly Environment[];
  /** How the GitOps repository holds services; objects are what is delivered. */
  renderer: 'directory' | 'helm';
  gitOps?: {
    type: 'git' | 'github';
    url: string;
    branch: string;
    token?: string;
    /** With `{environment}` and `{service}`. */
    path: string;
  };
}

/** Reads `goldenPaths` and `deployments`. @throws when what they say does not fit together. */
export function readOptions(root: Config): GoldenPathsOptions {
  const config = root.getOptionalConfig('goldenPaths');
  return {
    templates: config?.getOptionalString('templates'),
    helm: config?.getOptionalString('helm'),
    forge: readForge(config?.getOptionalConfig('forge')),
    author: {
      name: config?.getOptionalString('author.name') ?? 'TextLoom Portal',
      email: config?.getOptionalString('author.email') ?? 'portal@textloom.ai',
    },
    environments:
      root
        .getOptionalConfigArray('deployments.environments')
        ?.map(environment => ({
          name: environment.getString('name'),
          namespace: environment.getString('namespace'),
        })) ?? ENVIRONMENTS,
    renderer:
      root.getOptionalString('deployments.gitops.renderer') === 'helm'
        ? 'helm'
        : 'directory',
    gitOps: readGitOps(root.getOptionalConfig('deployments.gitops')),
  };
}

function readForge(config: Config | undefined): GoldenPathsOptions['forge'] {
  const host = config?.getOptionalString('host');
  const token = config?.getOptionalString('token');
  return host && token ? { host, token } : undefined;
}

function readGitOps(config: Config | undefined): GoldenPathsOptions['gitOps'] {
  const url = config?.getOptionalString('url');
  if (!url) {
    return undefined;
  }
  return {
    type: config?.getOptionalString('type') === 'github' ? 'github' : 'git',
    url,
    branch: config?.getOptionalString('branch') ?? 'main',
    token: config?.getOptionalString('token'),
    path:
      config?.getOptionalString('path') ??
      'environments/{environment}/{service}',
  };
}
