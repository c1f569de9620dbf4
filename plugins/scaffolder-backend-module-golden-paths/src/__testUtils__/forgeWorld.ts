import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createDeliverAction } from '../actions/deliver';
import { createPublishAction } from '../actions/publish';
import { createUndoAction } from '../actions/undo';
import { readOptions } from '../config';
import { createParts } from '../wiring';
import { newFolder } from './context';
import { git, initBare, startGitea } from './giteaServer';
import { keptCheckpoints, lines } from './workspace';

/** Milliseconds since the epoch. */
export const NOW = Date.UTC(2026, 10, 29, 20);

/** A forge, a GitOps repository beside it, and the actions over both. */
export async function startForgeWorld(
  helm?: string,
  gitopsSettings: Record<string, string> = {},
) {
  const server = await startGitea(await newFolder());
  const gitops = server.folder('textloom', 'gitops');
  initBare(gitops);
  const tree = git(['-C', gitops, 'mktree'], '');
  const first = git(['-C', gitops, 'commit-tree', tree, '-m', 'begin']);
  git(['-C', gitops, 'update-ref', 'refs/heads/main', first]);
  const config = new ConfigReader({
    integrations: { gitea: [{ host: server.host, baseUrl: server.baseUrl }] },
    goldenPaths: { helm, forge: { host: server.host, token: server.token } },
    deployments: {
      gitops: {
        url: `${server.baseUrl}/textloom/gitops.git`,
        token: server.token,
        ...gitopsSettings,
      },
    },
  });
  const integrations = ScmIntegrations.fromConfig(config);
  const options = readOptions(config);
  const { charts, forges, gitOps, beginnings } = createParts(
    options,
    integrations,
  );
  const environments = beginnings;
  const now = () => NOW;
  const actions = {
    publish: createPublishAction({
      forges,
      integrations,
      author: options.author,
      now,
    }),
    deliver: createDeliverAction({ charts, gitOps, environments, now }),
    undo: createUndoAction({ forges, integrations, gitOps, environments, now }),
  };
  return { server, gitops, charts, actions };
}

/** See {@link startForgeWorld}. */
export type ForgeWorld = Awaited<ReturnType<typeof startForgeWorld>>;

/** A task: its steps share id, checkpoints and log. */
export function newTask(id: string, world: ForgeWorld, workspacePath: string) {
  const { said, logger } = lines();
  const checkpoint = keptCheckpoints();
  return {
    said,
    async run(
      action: keyof ForgeWorld['actions'],
      input: Record<string, unknown>,
      isDryRun = false,
    ): Promise<Record<string, unknown>> {
      const output: Record<string, unknown> = {};
      const ctx = createMockActionContext({
        input: input as any,
        workspacePath,
      });
      await world.actions[action].handler({
        ...ctx,
        isDryRun,
        logger: logger as any,
        checkpoint: checkpoint as any,
        task: { id },
        output: (name: string, value: unknown) => {
          output[name] = value;
        },
      } as any);
      return output;
    },
  };
}
