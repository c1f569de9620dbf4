import { Planned, planned, Values } from './__testUtils__/planned';
import { PlatformEnvironment, planOf } from './planOf';
import { testsTerraform } from './terraform';

jest.setTimeout(300_000);

const ofTerraform = testsTerraform() ? describe : describe.skip;

const SPOT = 'eks.amazonaws.com/capacityType=SPOT:NoSchedule';
const URGENT = 'textloom.ai/dedicated=priority:NoSchedule';

const byName = (plan: Planned, type: string, key: string) =>
  new Map<string, Values>(plan.all(type).map(one => [one[key], one]));

/** What the nodes of a group are started with; nothing where EKS decides. */
const userData = (plan: Planned, group: string): string => {
  const { user_data: text } = plan.at(
    `module.eks.aws_launch_template.node["${group}"]`,
  );
  return Buffer.from(text ?? '', 'base64').toString();
};

/** How long AWS lets a name be, by type of resource and its key. */
const LIMITS: Readonly<Record<string, readonly [key: string, most: number]>> = {
  aws_lb: ['name', 32],
  aws_lb_target_group: ['name', 32],
  aws_iam_role: ['name', 64],
  aws_s3_bucket: ['bucket', 63],
  aws_db_instance: ['identifier', 63],
  aws_db_subnet_group: ['name', 255],
  aws_eks_cluster: ['name', 100],
  aws_eks_node_group: ['node_group_name', 63],
  aws_launch_template: ['name', 128],
  aws_backup_vault: ['name', 50],
  aws_backup_plan: ['name', 50],
  aws_backup_restore_testing_plan: ['name', 50],
  aws_backup_restore_testing_selection: ['name', 50],
  aws_budgets_budget: ['name', 100],
  aws_ce_anomaly_monitor: ['name', 50],
  aws_cloudfront_cache_policy: ['name', 128],
  aws_cloudtrail: ['name', 128],
  aws_wafv2_web_acl: ['name', 128],
  aws_sns_topic: ['name', 256],
};

ofTerraform('environments other than production', () => {
  const plans = new Map<PlatformEnvironment, Planned>();
  const planOfEnvironment = (environment: PlatformEnvironment): Planned => {
    const plan = plans.get(environment);
    if (!plan) {
      throw new Error(`${environment} was not planned`);
    }
    return plan;
  };

  beforeAll(async () => {
    for (const environment of ['dev', 'test', 'staging'] as const) {
      plans.set(environment, planned(await planOf(environment)));
    }
  });

  it.each([
    ['dev', '10.43.0.0/16', 'dev.textloom.ai', 1, 0],
    ['test', '10.42.0.0/16', 'test.textloom.ai', 1, 1],
    ['staging', '10.41.0.0/16', 'staging.textloom.ai', 3, 2],
  ] as const)(
    '%s has its own network, name and size',
    (environment, cidr, domain, gateways, replicas) => {
      const plan = planOfEnvironment(environment);
      expect(plan.all('aws_vpc').map(vpc => vpc.cidr_block)).toEqual([cidr]);
      expect(plan.all('aws_route53_zone')[0].name).toBe(domain);
      expect(plan.all('aws_nat_gateway')).toHaveLength(gateways);
      expect(plan.all('aws_subnet')).toHaveLength(6);
      expect(plan.all('aws_db_instance')).toHaveLength(1 + replicas);
      expect(plan.all('aws_elasticache_replication_group')).toEqual([]);
      expect(plan.all('aws_cloudhsm_v2_hsm')).toEqual([]);
    },
  );

  it.each(['dev', 'test'] as const)(
    '%s runs on Spot, where nothing gets by accident',
    environment => {
      const plan = planOfEnvironment(environment);
      const groups = byName(plan, 'aws_eks_node_group', 'node_group_name');
      expect(
        [...groups].map(([name, { capacity_type: kind }]) => [name, kind]),
      ).toEqual([
        ['compute', 'SPOT'],
        ['high-performance', 'SPOT'],
        ['system', 'ON_DEMAND'],
        ['worker', 'SPOT'],
      ]);
      expect(userData(plan, 'compute')).toContain(
        `--register-with-taints=${SPOT}\n`,
      );
      expect(userData(plan, 'high-performance')).toContain(
        `--register-with-taints=${URGENT},${SPOT}\n`,
      );
      expect(userData(plan, 'system')).toBe('');
      // EKS refuses its own prefix there.
      expect([...groups.values()].flatMap(({ taint }) => taint)).toEqual([]);
    },
  );

  it.each(['dev', 'test'] as const)(
    '%s sleeps at night and at weekends, and wakes as it was',
    environment => {
      const plan = planOfEnvironment(environment);
      const schedules = plan.all('aws_autoscaling_schedule');
      expect(schedules).toHaveLength(6);
      const at = (cron: string) =>
        schedules.filter(({ recurrence }) => recurrence === cron);
      expect(
        at('0 20 * * MON-FRI').map(one => [
          one.min_size,
          one.desired_capacity,
          one.max_size,
        ]),
      ).toEqual(Array.from({ length: 3 }, () => [0, 0, 0]));
      const { scaling_config: sizes } = plan.at(
        'module.eks.aws_eks_node_group.this["compute"]',
      );
      expect(at('0 8 * * MON-FRI')).toContainEqual(
        expect.objectContaining({
          scheduled_action_name: `textloom-${environment}-compute-morning`,
          time_zone: 'Asia/Shanghai',
          min_size: sizes[0].min_size,
          desired_capacity: sizes[0].desired_size,
          max_size: sizes[0].max_size,
        }),
      );
    },
  );

  it('staging is like production: on demand, awake, with copies elsewhere', () => {
    const plan = planOfEnvironment('staging');
    const kinds = plan
      .all('aws_eks_node_group')
      .map(({ capacity_type: kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['ON_DEMAND']));
    expect(plan.all('aws_autoscaling_schedule')).toEqual([]);
    expect(plan.all('aws_backup_vault')).toHaveLength(2);
    expect(
      plan.all('aws_db_instance').every(one => one.deletion_protection),
    ).toBe(true);
  });

  it('dev has backups, but no copies elsewhere', () => {
    const plan = planOfEnvironment('dev');
    expect(plan.all('aws_backup_plan')).toHaveLength(2);
    expect(plan.all('aws_backup_vault')).toHaveLength(1);
    expect(plan.all('aws_backup_restore_testing_plan')).toEqual([]);
  });

  it('names stay within the limits of AWS, with the longest that the form takes', () => {
    const plan = planOfEnvironment('staging');
    const names = Object.entries(LIMITS).flatMap(([type, [key, most]]) =>
      plan.all(type).map(one => ({ type, name: String(one[key]), most })),
    );
    expect(names.length).toBeGreaterThan(30);
    expect(names.some(({ name }) => name.length > 28)).toBe(true);
    expect(names.filter(({ name, most }) => name.length > most)).toEqual([]);
  });

  it('encrypt whatever can be encrypted', () => {
    expect(plans.size).toBe(3);
    for (const plan of plans.values()) {
      expect(
        plan.all('aws_db_instance').every(one => one.storage_encrypted),
      ).toBe(true);
      expect(plan.all('aws_efs_file_system')[0].encrypted).toBe(true);
      expect(
        plan.all('aws_s3_bucket_server_side_encryption_configuration'),
      ).toHaveLength(plan.all('aws_s3_bucket').length);
    }
  });
});
