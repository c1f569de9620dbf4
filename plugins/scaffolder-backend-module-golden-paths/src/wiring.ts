import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { GiteaForge } from './adapters/forge/GiteaForge';
import { findHelm } from './adapters/helm/findHelm';
import { renderChart } from './adapters/helm/renderChart';
import { GoldenPathsOptions } from './config';
import { Charts } from './service/Charts';
import { GitOps } from './service/Delivery';
import { Environment, mayBegin } from './domain/environments';
import { Forges } from './service/Forge';

/** What the actions and the preview share. */
export interface Parts {
  charts: Charts;
  forges: Forges;
  gitOps?: GitOps;
  /** Where a service may begin without a decision. */
  beginnings: readonly Environment[];
}

/** Puts the parts together. */
export function createParts(
  options: GoldenPathsOptions,
  integrations: ScmIntegrations,
): Parts {
  const { helm: configured, environments } = options;
  return {
    charts: new Charts({
      environments,
      renderer: {
        // Helm may be installed while the portal runs.
        helm: () => findHelm({ configured, path: process.env.PATH }),
        render: renderChart,
      },
    }),
    forges: createForges(options, integrations),
    gitOps: createGitOps(options, integrations),
    beginnings: environments.filter(mayBegin),
  };
}

function createForges(
  { forge }: GoldenPathsOptions,
  integrations: ScmIntegrations,
): Forges {
  return host => {
    const baseUrl = integrations.gitea.byHost(host)?.config.baseUrl;
    return forge?.host === host && baseUrl
      ? new GiteaForge({
          baseUrl: baseUrl.replace(/\/+$/, ''),
          token: forge.token,
        })
      : undefined;
  };
}

function createGitOps(
  { gitOps, author, renderer }: GoldenPathsOptions,
  integrations: ScmIntegrations,
): GitOps | undefined {
  if (!gitOps) {
    return undefined;
  }
  const { type, url, branch, token, path } = gitOps;
  const github =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  return {
    branch,
    author,
    renderer,
    remote: async () => ({
      url,
      token:
        type === 'github'
          ? (await github.getCredentials({ url })).token
          : token,
    }),
    folderOf: (environment, service) =>
      path
        .replaceAll('{environment}', environment)
        .replaceAll('{service}', service),
  };
}
