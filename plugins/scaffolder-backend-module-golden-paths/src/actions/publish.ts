import { ScmIntegrationRegistry } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Identity } from '../adapters/git/TemporaryRepository';
import { Forges, repositoryOf } from '../service/Forge';
import {
  assertFree,
  createRepository,
  Publication,
  pushFirstCommit,
} from '../service/Publisher';
import { publishExamples } from './examples';

const BRANCH = /^[A-Za-z0-9][\w.-]{0,60}(?:\/[\w.-]{1,60})?$/;

/** What `textloom:publish` stands on. */
export interface PublishOptions {
  forges: Forges;
  integrations: ScmIntegrationRegistry;
  author: Identity;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** `textloom:publish`: a repository on a Gitea-compatible forge, with the workspace as its first commit. */
export function createPublishAction(options: PublishOptions) {
  return createTemplateAction({
    id: 'textloom:publish',
    description:
      'Makes a repository on a Gitea-compatible forge and pushes the workspace as its first commit. A name that is taken is refused before anything is made; the same content again changes nothing.',
    supportsDryRun: true,
    examples: publishExamples,
    schema: {
      input: {
        repoUrl: z =>
          z.string().max(500).describe('host?owner=organisation&repo=name'),
        description: z =>
          z
            .string()
            .max(500)
            .optional()
            .describe('One line about the repository'),
        defaultBranch: z =>
          z
            .string()
            .regex(BRANCH)
            .optional()
            .describe('Branch of the first commit; main unless set'),
        visibility: z =>
          z
            .enum(['private', 'public'])
            .optional()
            .describe('Who may read it; private unless set'),
        commitMessage: z =>
          z
            .string()
            .max(200)
            .optional()
            .describe('First line of the first commit'),
      },
      output: {
        remoteUrl: z => z.string().describe('Where it is cloned from'),
        repoContentsUrl: z =>
          z.string().describe('Where its files are read, for catalog:register'),
        commitHash: z => z.string().describe('The first commit'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const { forge, name } = repositoryOf(input.repoUrl, options);
      const branch = input.defaultBranch ?? 'main';
      const publication: Publication = {
        forge,
        name,
        branch,
        workspace: ctx.workspacePath,
        description: oneLine(input.description ?? ''),
        isPrivate: input.visibility !== 'public',
        subject: oneLine(input.commitMessage ?? `feat: begin ${name.repo}`),
        taskId: ctx.task.id,
        author: options.author,
        now: options.now(),
      };
      const where = `${name.owner}/${name.repo}`;
      ctx.output('remoteUrl', forge.cloneUrl(name));
      ctx.output('repoContentsUrl', forge.contentsUrl(name, branch));
      if (ctx.isDryRun) {
        await assertFree(publication);
        ctx.logger.info(`Would make the repository ${where}`);
        ctx.output('commitHash', '0'.repeat(40));
        return;
      }
      const made = await ctx.checkpoint({
        key: `create.${where}`,
        fn: () => createRepository(publication),
      });
      const commit = await ctx.checkpoint({
        key: `push.${where}`,
        fn: () => pushFirstCommit(publication, made),
      });
      ctx.logger.info(
        made
          ? `Made the repository ${where} with commit ${commit}`
          : `The repository ${where} already holds the same content`,
      );
      ctx.output('commitHash', commit);
    },
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
