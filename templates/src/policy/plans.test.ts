import {
  checkPlanned,
  readPlan,
} from '@textloom/plugin-scaffolder-backend-module-golden-paths';
import { estimateSettings } from '@textloom/plugin-scaffolder-golden-paths-common';
import { Answers, pairwiseAnswers } from '../covering/parameterSpace';
import {
  PLATFORM_ENVIRONMENTS,
  PlatformEnvironment,
  planOf,
} from '../terraform/planOf';
import { testsTerraform } from '../terraform/terraform';
import { readTemplate } from '../tester/templateFolder';
import { estimated, settingsOf } from './__testUtils__/planned';

// A plan by the real provider takes ten seconds: CI makes them beside its other tests.
jest.setTimeout(300_000);

const ofTerraform = testsTerraform() ? describe : describe.skip;

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
const NAMED = [
  'environment',
  'region',
  'backupRegion',
  'kubernetesVersion',
  'elasticache',
  'cloudhsm',
];
const cases = pairwiseAnswers(pages).map(({ environment, ...answers }) => ({
  what: NAMED.map(name => `${{ environment, ...answers }[name]}`).join(' '),
  environment: environment as PlatformEnvironment,
  answers,
}));

ofTerraform('the roots of platform-aws over the pairwise matrix', () => {
  it.each(cases)(
    '$what is planned, has nothing against the policy, and costs what its settings say',
    async ({ environment, answers }) => {
      const { resources, variables } = readPlan(
        await planOf(environment, answers),
      );
      expect(resources.length).toBeGreaterThan(150);
      expect(checkPlanned(resources)).toEqual([]);
      const settings = settingsOf(variables);
      expect(settings).toMatchObject({ environment, region: answers.region });
      expect(estimated(resources, settings)).toEqual(
        estimateSettings(settings),
      );
    },
  );

  const byRegion = new Map<unknown, Answers>(
    cases.map(({ answers }) => [answers.region, answers]),
  );
  it.each([...byRegion])(
    'an account in %s begins with what the policy has nothing against',
    async (region, answers) => {
      const { resources, variables } = readPlan(
        await planOf('bootstrap', answers),
      );
      expect(variables.region).toBe(region);
      expect(resources.length).toBeGreaterThan(6);
      expect(checkPlanned(resources)).toEqual([]);
    },
  );
});
