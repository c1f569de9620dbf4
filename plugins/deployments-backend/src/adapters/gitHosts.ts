import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { Clock } from '@textloom/kernel';
import { DeploymentsConfig } from '../config';
import { CodeHost } from '../service/ports';
import { createGitOps, GitOps, gitHubTarget } from './createGitOps';
import { GitHubCodeHost } from './github/GitHubCodeHost';

const GITHUB = 'https://github.com';

/** The repository that the clusters follow; none without an address. @throws when the settings cannot be used. */
export async function gitOpsOf(
  config: RootConfigService,
  { gitops, environments }: DeploymentsConfig,
  clock: Clock,
): Promise<GitOps | undefined> {
  if (!gitops) {
    return undefined;
  }
  const { signingKey, signingKeyPassphrase, ...options } = gitops;
  const namespaces = new Map(
    environments.map(({ name, namespace }) => [name, namespace]),
  );
  return createGitOps(
    {
      ...options,
      ...(signingKey && {
        signingKey: {
          armoredKey: signingKey,
          ...(signingKeyPassphrase && { passphrase: signingKeyPassphrase }),
        },
      }),
      helmCommand: 'helm',
      namespaceOf: environment => namespaces.get(environment) ?? environment,
      now: clock,
    },
    gitHubOf(config, gitops.url),
  );
}

/** GitHub as the place where deployments are told too; none where no credentials for it are configured. */
export function codeHostOf(
  config: RootConfigService,
  repositoryOf: (service: string) => Promise<string | undefined>,
): CodeHost | undefined {
  if (!config.getOptionalConfigArray('integrations.github')?.length) {
    return undefined;
  }
  return new GitHubCodeHost(
    async service => {
      const repository = await repositoryOf(service);
      const url = repository && `${GITHUB}/${repository}`;
      return url ? gitHubTarget(url, gitHubOf(config, url)) : undefined;
    },
    environment => environment.startsWith('prod'),
  );
}

function gitHubOf(config: RootConfigService, url: string) {
  const integrations = ScmIntegrations.fromConfig(config);
  return {
    credentials:
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    apiUrl:
      integrations.github.byUrl(url)?.config.apiBaseUrl ??
      'https://api.github.com',
  };
}
