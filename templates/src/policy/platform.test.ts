import {
  checkPlanned,
  Planned,
  readPlan,
} from '@textloom/plugin-scaffolder-backend-module-golden-paths';
import { estimateSettings } from '@textloom/plugin-scaffolder-golden-paths-common';
import { PLATFORM_ENVIRONMENTS, planOf } from '../terraform/planOf';
import { testsTerraform } from '../terraform/terraform';
import { estimated, settingsOf } from './__testUtils__/planned';

// A plan that no other suite has made yet takes its time.
jest.setTimeout(300_000);

const ofTerraform = testsTerraform() ? describe : describe.skip;

ofTerraform.each(PLATFORM_ENVIRONMENTS)('a plan of %s', environment => {
  let planned: Planned;

  beforeAll(async () => {
    planned = readPlan(await planOf(environment));
  });

  it('has nothing that the policy is against', () => {
    expect(planned.resources.length).toBeGreaterThan(150);
    expect(checkPlanned(planned.resources)).toEqual([]);
  });

  it('costs what its settings say, line by line', () => {
    const settings = settingsOf(planned.variables);
    expect(settings.environment).toBe(environment);
    expect(estimated(planned.resources, settings)).toEqual(
      estimateSettings(settings),
    );
  });

  it.each([
    ['aws_kms_key', 'enable_key_rotation', 'key-no-rotation'],
    ['aws_db_instance', 'storage_encrypted', 'store-not-encrypted'],
    ['aws_s3_bucket_public_access_block', 'block_public_acls', 'bucket-public'],
  ])('is refused when %s has no %s', (type, attribute, rule) => {
    const broken = planned.resources.map(resource =>
      resource.type === type
        ? { ...resource, values: { ...resource.values, [attribute]: false } }
        : resource,
    );
    expect(checkPlanned(broken).map(hit => hit.rule)).toContain(rule);
  });

  it('is refused when what guards a network or a bucket is left out', () => {
    const bare = planned.resources.filter(
      ({ type }) => type !== 'aws_flow_log' && type !== 'aws_s3_bucket_policy',
    );
    const known = checkPlanned(planned.resources).map(({ rule }) => rule);
    const found = checkPlanned(bare)
      .map(({ rule }) => rule)
      .filter(rule => !known.includes(rule));
    expect([...new Set(found)].sort()).toEqual([
      'flow-logs-missing',
      'transit-not-encrypted',
    ]);
  });

  it('costs something else with a machine more', () => {
    const settings = settingsOf(planned.variables);
    const { worker, ...others } = settings.node_groups;
    const larger = {
      ...settings,
      node_groups: {
        ...others,
        worker: { ...worker, desired: worker.desired + 1 },
      },
    };
    expect(estimated(planned.resources, settings)).not.toEqual(
      estimateSettings(larger),
    );
  });
});
