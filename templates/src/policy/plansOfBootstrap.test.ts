import {
  checkPlanned,
  readPlan,
} from '@textloom/plugin-scaffolder-backend-module-golden-paths';
import { planOf } from '../terraform/planOf';
import { testsTerraform } from '../terraform/terraform';
import { answersFor } from './__testUtils__/plans';

jest.setTimeout(300_000);

const ofTerraform = testsTerraform() ? describe : describe.skip;

// What it is made of does not know of environments: the answers for one of them have every region.
ofTerraform('the root of an account', () => {
  it.each(answersFor('dev'))(
    '%s is planned, and has nothing against the policy',
    async (_, answers) => {
      const { resources, variables } = readPlan(
        await planOf('bootstrap', answers),
      );
      expect(variables.region).toEqual(answers.region);
      expect(resources.length).toBeGreaterThan(6);
      expect(checkPlanned(resources)).toEqual([]);
    },
  );
});
