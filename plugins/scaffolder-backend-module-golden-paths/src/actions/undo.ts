import { isError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { Environment } from '../domain/environments';
import { GitOps } from '../service/Delivery';
import { Forges, repositoryOf } from '../service/Forge';
import { Undone, undoFolders, undoRepository } from '../service/Undoing';
import { undoExamples } from './examples';

/** What `textloom:undo` stands on. */
export interface UndoOptions {
  forges: Forges;
  integrations: ScmIntegrationRegistry;
  gitOps?: GitOps;
  environments: readonly Environment[];
  /** Milliseconds since the epoch. */
  now(): number;
}

/** `textloom:undo`: takes back what this task has made, after a step has failed. */
export function createUndoAction(options: UndoOptions) {
  return createTemplateAction({
    id: 'textloom:undo',
    description:
      'Removes the repository and the GitOps folders that this very task has made, and says what it removed and what it left. Nothing older, and nothing that somebody has changed since, is touched. Use it with `if: ${{ failure() }}`.',
    supportsDryRun: true,
    examples: undoExamples,
    schema: {
      input: {
        repoUrl: z =>
          z.string().max(500).describe('As in the step that publishes'),
        name: z => z.string().max(60).describe('As in the step that delivers'),
      },
      output: {
        removed: z => z.array(z.string()).describe('What was removed'),
        left: z => z.array(z.string()).describe('What was left, and why'),
      },
    },
    async handler(ctx) {
      if (ctx.isDryRun) {
        ctx.logger.info('Nothing was made, so nothing is taken back');
        ctx.output('removed', []);
        ctx.output('left', []);
        return;
      }
      const { input, task, logger } = ctx;
      const parts: [string, () => Promise<Undone[]>][] = [
        ['GitOps folders', () => folders(input.name, task.id, options)],
        ['the repository', () => repository(input.repoUrl, task.id, options)],
      ];
      const undone: Undone[] = [];
      const failed: string[] = [];
      for (const [what, undo] of parts) {
        try {
          undone.push(...(await undo()));
        } catch (error) {
          failed.push(
            `${what}: ${isError(error) ? error.message : String(error)}`,
          );
        }
      }
      tell(logger, undone);
      const left = undone
        .filter(({ outcome }) => outcome === 'left')
        .map(({ what, why }) => `${what}, because ${why}`);
      ctx.output(
        'removed',
        undone
          .filter(({ outcome }) => outcome === 'removed')
          .map(({ what }) => what),
      );
      ctx.output('left', left);
      if (failed.length > 0) {
        throw new Error(
          `Not everything could be taken back; remove it by hand. ${failed.join(
            '. ',
          )}`,
        );
      }
    },
  });
}

async function folders(
  service: string,
  taskId: string,
  { gitOps, environments, now }: UndoOptions,
): Promise<Undone[]> {
  // Nothing is delivered where charts are kept, so nothing is there to be taken back.
  return gitOps?.renderer === 'directory'
    ? undoFolders(
        service,
        environments.map(({ name }) => name),
        { gitOps, taskId, now: now() },
      )
    : [];
}

async function repository(
  repoUrl: string,
  taskId: string,
  options: UndoOptions,
): Promise<Undone[]> {
  const { host } = new URL(`https://${repoUrl}`);
  if (!options.forges(host)) {
    return [
      {
        what: `repository ${repoUrl}`,
        outcome: 'left',
        why: 'the portal may not delete there: remove it by hand if it was made',
      },
    ];
  }
  return [await undoRepository(repositoryOf(repoUrl, options), taskId)];
}

function tell(
  logger: ActionContext<{}>['logger'],
  undone: readonly Undone[],
): void {
  for (const { what, outcome, why } of undone) {
    if (outcome === 'removed') {
      logger.info(`Removed ${what}`);
    } else if (outcome === 'left') {
      logger.warn(`Left ${what}, because ${why}`);
    }
  }
  if (undone.every(({ outcome }) => outcome === 'absent')) {
    logger.info('Nothing had been made, so nothing was taken back');
  }
}
