import {
  checkPlanned,
  readPlan,
} from '@textloom/plugin-scaffolder-backend-module-golden-paths';
import { estimateSettings } from '@textloom/plugin-scaffolder-golden-paths-common';
import { Answers, pairwiseAnswers } from '../../covering/parameterSpace';
import {
  PLATFORM_ENVIRONMENTS,
  PlatformEnvironment,
  planOf,
} from '../../terraform/planOf';
import { readTemplate } from '../../tester/templateFolder';
import { estimated, settingsOf } from './planned';

/** The form, with a question more: which of the environments that it makes is looked at. */
const pages = [
  ...readTemplate('platform-aws').pages,
  {
    required: ['environment'],
    properties: {
      environment: { type: 'string', enum: [...PLATFORM_ENVIRONMENTS] },
    },
  },
];

const cases = pairwiseAnswers(pages).map(
  ({ environment, ...answers }): [string, Answers, unknown] => [
    ['region', 'backupRegion', 'kubernetesVersion', 'elasticache', 'cloudhsm']
      .map(name => `${answers[name]}`)
      .join(' '),
    answers,
    environment,
  ],
);

/** The sets of answers, with what matters of them, that the pairwise matrix has for an environment. */
export const answersFor = (environment: PlatformEnvironment) =>
  cases.filter(([, , where]) => where === environment);

/** What a plan by the real provider has against itself; and its costs, by what is planned and by its settings. */
export async function judged(
  environment: PlatformEnvironment,
  answers: Answers,
) {
  const { resources, variables } = readPlan(await planOf(environment, answers));
  const settings = settingsOf(variables);
  return {
    resources: resources.length,
    findings: checkPlanned(resources),
    where: [settings.environment, settings.region],
    cost: estimated(resources, settings),
    costBySettings: estimateSettings(settings),
  };
}
