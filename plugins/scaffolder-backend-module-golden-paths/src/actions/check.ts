import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { lineOf, stops } from '@textloom/plugin-scaffolder-golden-paths-common';
import { readWorkspace } from '../adapters/files/readWorkspace';
import { Charts } from '../service/Charts';
import { checkWorkspace } from '../service/checkWorkspace';
import { checkExamples } from './examples';

/** `textloom:check`: judges what the steps before have emitted; an error stops the task before anything is made. */
export function createCheckAction({ charts }: { charts: Charts }) {
  return createTemplateAction({
    id: 'textloom:check',
    description:
      'Checks everything in the workspace by the policy of the golden paths: Dockerfile, Kubernetes objects of the charts in each environment, Terraform and the settings of its environments, workflows, catalog entities, secrets, syntax. Errors stop the task.',
    supportsDryRun: true,
    examples: checkExamples,
    schema: {
      input: {},
      output: {
        findings: z =>
          z
            .array(
              z.object({
                rule: z.string(),
                severity: z.enum(['error', 'warning']),
                file: z.string(),
                line: z.number().optional(),
                subject: z.string().optional(),
                message: z.string(),
                fix: z.string(),
              }),
            )
            .describe('What the policy found, errors first'),
      },
    },
    async handler(ctx) {
      const files = await readWorkspace(ctx.workspacePath);
      const findings = await checkWorkspace(ctx.workspacePath, files, charts);
      for (const finding of findings) {
        const say = finding.severity === 'error' ? 'error' : 'warn';
        ctx.logger[say](`[${finding.rule}] ${lineOf(finding)}`);
      }
      if (stops(findings)) {
        const errors = findings.filter(({ severity }) => severity === 'error');
        throw new InputError(
          `Nothing was made, because the policy found ${errors.length} ${
            errors.length === 1 ? 'error' : 'errors'
          }:\n${errors.map(lineOf).join('\n')}`,
        );
      }
      ctx.logger.info(
        `Checked ${files.length} files: no errors, ${findings.length} warnings`,
      );
      ctx.output('findings', findings);
    },
  });
}
