import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Charts } from '../service/Charts';
import {
  deliver,
  Deliverable,
  deliverableTo,
  GitOps,
  renderFolders,
} from '../service/Delivery';
import { Environment } from '../domain/environments';
import { deliverExamples } from './examples';

const SERVICE = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,38}[a-z0-9]$/;

/** What `textloom:deliver` stands on. */
export interface DeliverOptions {
  charts: Charts;
  /** Absent where no repository is configured under `deployments.gitops`. */
  gitOps?: GitOps;
  /** Environments in which a service may begin without a decision. */
  environments: readonly Environment[];
  /** Milliseconds since the epoch. */
  now(): number;
}

/** `textloom:deliver`: the first manifests of a service, so that releases of it can be proposed. */
export function createDeliverAction(options: DeliverOptions) {
  return createTemplateAction({
    id: 'textloom:deliver',
    description:
      'Renders the chart for each environment and commits the objects to the GitOps repository. Production is never among them: what runs there is decided by people. The same objects again change nothing.',
    supportsDryRun: true,
    examples: deliverExamples,
    schema: {
      input: {
        name: z => z.string().regex(SERVICE).describe('Name of the service'),
        environments: z =>
          z
            .array(z.string())
            .min(1)
            .optional()
            .describe(
              'Where it begins; all environments but production unless set',
            ),
      },
      output: {
        commitHash: z =>
          z.string().describe('The commit that holds the folders'),
        folders: z =>
          z.array(z.string()).describe('Its folders in the GitOps repository'),
      },
    },
    async handler(ctx) {
      const { charts } = options;
      const gitOps = deliverableTo(options.gitOps);
      const deliverable: Deliverable = {
        workspace: ctx.workspacePath,
        service: ctx.input.name,
        environments: chosen(ctx.input.environments, options.environments),
        taskId: ctx.task.id,
        now: options.now(),
      };
      const folders = await renderFolders(deliverable, { charts, gitOps });
      ctx.output('folders', [...folders.keys()]);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would deliver ${[...folders.keys()].join(', ')}`);
        ctx.output('commitHash', '0'.repeat(40));
        return;
      }
      const { commit, changed } = await ctx.checkpoint({
        key: `deliver.${ctx.input.name}`,
        fn: () => deliver(deliverable, gitOps, folders),
      });
      ctx.logger.info(
        changed
          ? `Delivered ${[...folders.keys()].join(', ')} with commit ${commit}`
          : 'The GitOps repository already holds the same objects',
      );
      ctx.output('commitHash', commit);
    },
  });
}

function chosen(
  names: readonly string[] | undefined,
  permitted: readonly Environment[],
): readonly Environment[] {
  const wrong = names?.find(
    name => !permitted.some(environment => environment.name === name),
  );
  if (wrong !== undefined) {
    throw new InputError(
      `A service cannot begin in ${wrong}; it can in ${permitted
        .map(({ name }) => name)
        .join(', ')}`,
    );
  }
  return names
    ? permitted.filter(({ name }) => names.includes(name))
    : permitted;
}
