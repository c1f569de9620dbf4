import { CORE_NUMBERS } from './__testUtils__/numbers';
import { EDGE_NUMBERS } from './__testUtils__/edgeNumbers';
import { MUTATIONS, mutate } from './__testUtils__/mutations';
import { Planned, planned } from './__testUtils__/planned';
import { EVERYTHING, planOf, planOfFiles, platformFiles } from './planOf';
import { testsTerraform } from './terraform';

jest.setTimeout(300_000);

const ofTerraform = testsTerraform() ? describe : describe.skip;

const CHECKS = [...CORE_NUMBERS, ...EDGE_NUMBERS];

ofTerraform('production, planned with all that can be chosen', () => {
  let plan: Planned;
  let broken: Planned;

  beforeAll(async () => {
    plan = planned(await planOf('prod'));
    const files = mutate(await platformFiles(EVERYTHING));
    broken = planned(await planOfFiles(files, 'prod'));
  });

  it.each(CHECKS)('$says', check => {
    expect(check.found(plan)).toEqual(check.expected);
  });

  // One plan of a platform in which all of it is wrong, for a plan takes its time.
  it.each(CHECKS)('is not taken for granted: $says', check => {
    expect(check.found(broken)).not.toEqual(check.expected);
  });

  it('has something wrong for each of them', () => {
    const says = CHECKS.map(check => check.says);
    expect(new Set(says).size).toBe(says.length);
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(30);
  });
});
