import { testsTerraform } from '../terraform/terraform';
import { answersFor, judged } from './__testUtils__/plans';

// One suite for each environment: a plan takes some eight seconds.
jest.setTimeout(300_000);

const ofTerraform = testsTerraform() ? describe : describe.skip;

ofTerraform('the root of test over the pairwise matrix', () => {
  it.each(answersFor('test'))(
    '%s is planned, has nothing against the policy, and costs what its settings say',
    async (_, answers) => {
      const plan = await judged('test', answers);
      expect(plan).toMatchObject({
        findings: [],
        where: ['test', answers.region],
        cost: plan.costBySettings,
      });
      expect(plan.resources).toBeGreaterThan(150);
    },
  );
});
