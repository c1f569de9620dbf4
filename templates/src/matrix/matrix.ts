import { checkDockerfiles } from '../checks/dockerfile';
import { ToolFinding } from '../checks/finding';
import { checkPrometheus, hasPromtool } from '../checks/prometheus';
import { checkSecrets } from '../checks/secrets';
import { checkLeftovers, checkSyntax } from '../checks/syntax';
import { checkWorkflows } from '../checks/workflows';
import { contradictionsIn } from '../consistency/consistency';
import { Answers, pairwiseAnswers } from '../covering/parameterSpace';
import { renderService, RenderedService } from '../tester/renderService';
import { RenderedTemplate, renderTemplate } from '../tester/renderTemplate';
import { readTemplate } from '../tester/templateFolder';
import { HELM_VERSIONS } from '../tools/helm';
import { helmLint, helmManifests } from '../tools/helmRender';
import {
  createSchemaCheck,
  hasDefinitions,
  SchemaCheck,
} from '../tools/kubernetesSchemas';

/** What must be there in CI may be absent on a person's machine. */
const required = process.env.CI !== undefined;

/** A line that tells variants apart: answers of few words. */
function labelOf(answers: Answers): string {
  return Object.entries(answers)
    .filter(([, value]) => typeof value !== 'string' || value.length < 12)
    .map(([name, value]) =>
      value === true ? name : `${name}=${String(value)}`,
    )
    .filter(text => !text.endsWith('=false'))
    .join(' ');
}

/** What tools have against the files alone. */
async function findingsInFiles({
  files,
}: RenderedTemplate): Promise<ToolFinding[]> {
  return [
    ...checkSyntax(files),
    ...checkLeftovers(files),
    ...(await checkWorkflows(files)),
    ...checkDockerfiles(files),
    ...(await checkSecrets(files)),
  ];
}

/** What tools have against a service and its chart. */
async function findingsInService(
  service: RenderedService,
  schemas: SchemaCheck,
  promtool: boolean,
): Promise<ToolFinding[]> {
  const { name, folder, files, manifests } = service;
  const charts = HELM_VERSIONS.map(version =>
    helmLint({ folder, name, version }),
  );
  const results = await Promise.allSettled(charts);
  const strict = hasDefinitions || required;
  return [
    ...(await findingsInFiles(service)),
    ...results.flatMap(result =>
      result.status === 'rejected'
        ? [{ tool: 'helm', where: 'chart', message: String(result.reason) }]
        : [],
    ),
    ...(promtool ? await checkPrometheus(files, folder) : []),
    ...[...(strict ? manifests : [])].flatMap(([environment, objects]) =>
      objects.flatMap(object =>
        schemas(object).map(message => ({
          tool: 'schema',
          where: `${environment}/${object.kind}`,
          message,
        })),
      ),
    ),
  ];
}

/** The variants of a template and what holds for each of them. */
export interface Matrix {
  /** A covering array of the answers to the form, each with a line that names it. */
  readonly cases: readonly (readonly [label: string, answers: Answers])[];
  /** What tools and the rules of consistency have against a variant; empty when nothing. */
  check(answers: Answers): Promise<readonly unknown[]>;
  /** Three renderings that have to be the same: one, another, and one whose steps ran twice. */
  repeat(answers: Answers): Promise<readonly RenderedTemplate[]>;
}

/** The matrix of a template that emits a service with a chart. */
export function matrixOfService(slug: string): Matrix {
  const schemas = createSchemaCheck();
  const promtool = hasPromtool().then(found => found || required);
  return {
    ...matrixOfFiles(slug),
    async check(parameters) {
      const service = await renderService({ slug, parameters });
      try {
        return [
          ...(await findingsInService(service, await schemas, await promtool)),
          ...contradictionsIn(service),
        ];
      } finally {
        await service.remove();
      }
    },
  };
}

/** The matrix of a template that emits files without a service. */
export function matrixOfFiles(slug: string): Matrix {
  const variants = pairwiseAnswers([...readTemplate(slug).pages]);
  return {
    cases: variants.map(
      (answers, index) =>
        [`${index + 1}: ${labelOf(answers)}`, answers] as const,
    ),
    async check(parameters) {
      return findingsInFiles(await renderTemplate({ slug, parameters }));
    },
    async repeat(parameters) {
      return [
        await renderTemplate({ slug, parameters }),
        await renderTemplate({ slug, parameters }),
        await renderTemplate({ slug, parameters, times: 2 }),
      ];
    },
  };
}

/**
 * The objects of a chart by both versions of Helm, for each environment.
 * @throws when one of them refuses the chart
 */
export async function renderByBothHelms(slug: string, parameters: Answers) {
  const service = await renderService({ slug, parameters });
  try {
    const { folder, name, manifests } = service;
    const byHelm3 = await helmManifests({ folder, name, version: 3 });
    return { byHelm3, byHelm4: manifests };
  } finally {
    await service.remove();
  }
}
