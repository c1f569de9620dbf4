/** What a service of AWS takes as a name. */
interface NameLimit {
  attribute: string;
  most: number;
  least?: number;
  form?: RegExp;
}

const LOWER = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/;

/**
 * Limits by type of resource. Sources: the API references and quotas of the services, November 2026; attributes are
 * those of the Terraform provider 5.100.
 */
const LIMITS: Readonly<Record<string, readonly NameLimit[]>> = {
  aws_autoscaling_group: [{ attribute: 'name', most: 255 }],
  aws_backup_plan: [{ attribute: 'name', most: 50, form: /^[\w.-]+$/ }],
  aws_backup_vault: [
    { attribute: 'name', most: 50, least: 2, form: /^[A-Za-z0-9_-]+$/ },
  ],
  aws_backup_restore_testing_plan: [
    { attribute: 'name', most: 50, form: /^\w+$/ },
  ],
  aws_ce_anomaly_monitor: [{ attribute: 'name', most: 50 }],
  aws_cloudfront_cache_policy: [{ attribute: 'name', most: 128 }],
  aws_budgets_budget: [{ attribute: 'name', most: 100, form: /^[^:\\]+$/ }],
  aws_cloudtrail: [
    {
      attribute: 'name',
      most: 128,
      least: 3,
      form: /^[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?=[A-Za-z0-9]))*$/,
    },
  ],
  aws_cloudwatch_log_group: [
    { attribute: 'name', most: 512, form: /^[\w./#-]+$/ },
  ],
  aws_db_instance: [{ attribute: 'identifier', most: 63, form: LOWER }],
  aws_db_parameter_group: [{ attribute: 'name', most: 255, form: LOWER }],
  aws_db_subnet_group: [
    { attribute: 'name', most: 255, form: /^[a-z0-9 ._-]+$/ },
  ],
  aws_ecr_repository: [
    { attribute: 'name', most: 256, least: 2, form: /^[a-z0-9][a-z0-9._/-]*$/ },
  ],
  aws_eks_cluster: [
    { attribute: 'name', most: 100, form: /^[A-Za-z0-9][A-Za-z0-9_-]*$/ },
  ],
  aws_eks_node_group: [
    {
      attribute: 'node_group_name',
      most: 63,
      form: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    },
    { attribute: 'node_group_name_prefix', most: 37 },
  ],
  aws_elasticache_replication_group: [
    { attribute: 'replication_group_id', most: 40, form: LOWER },
  ],
  aws_elasticache_subnet_group: [
    { attribute: 'name', most: 255, form: /^[A-Za-z0-9-]+$/ },
  ],
  aws_iam_policy: [{ attribute: 'name', most: 128, form: /^[\w+=,.@-]+$/ }],
  aws_iam_role: [
    { attribute: 'name', most: 64, form: /^[\w+=,.@-]+$/ },
    { attribute: 'name_prefix', most: 38, form: /^[\w+=,.@-]+$/ },
  ],
  aws_iam_instance_profile: [
    { attribute: 'name', most: 128, form: /^[\w+=,.@-]+$/ },
  ],
  aws_kms_alias: [
    { attribute: 'name', most: 256, form: /^alias\/(?!aws\/)[\w/-]+$/ },
  ],
  aws_launch_template: [
    { attribute: 'name', most: 128, least: 3, form: /^[\w()./-]+$/ },
  ],
  aws_lb: [
    {
      attribute: 'name',
      most: 32,
      form: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    },
    { attribute: 'name_prefix', most: 6 },
  ],
  aws_lb_target_group: [
    {
      attribute: 'name',
      most: 32,
      form: /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    },
    { attribute: 'name_prefix', most: 6 },
  ],
  aws_s3_bucket: [
    {
      attribute: 'bucket',
      most: 63,
      least: 3,
      form: /^(?!xn--|sthree-)[a-z0-9](?:[a-z0-9-]|\.(?=[a-z0-9]))*[a-z0-9]$/,
    },
    { attribute: 'bucket_prefix', most: 37, form: /^[a-z0-9][a-z0-9.-]*$/ },
  ],
  aws_secretsmanager_secret: [
    { attribute: 'name', most: 512, form: /^[\w/+=.@-]+$/ },
  ],
  aws_security_group: [
    {
      attribute: 'name',
      most: 255,
      form: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]+$/,
    },
  ],
  aws_sns_topic: [
    { attribute: 'name', most: 256, form: /^[\w-]+(?:\.fifo)?$/ },
  ],
  aws_sqs_queue: [{ attribute: 'name', most: 80, form: /^[\w-]+(?:\.fifo)?$/ }],
  aws_wafv2_web_acl: [{ attribute: 'name', most: 128, form: /^[\w-]+$/ }],
};

/** What of a platform's name ends up in the shortest of all names, that of its load balancer: `<platform>-<environment>`. */
export const PLATFORM_NAME_MOST = 32;

/** Limits of a type of resource; none for types that are not known here. */
export const nameLimitsOf = (type: string): readonly NameLimit[] =>
  Object.hasOwn(LIMITS, type) ? LIMITS[type] : [];

/** What is wrong with a name: `41 characters of 32`, or that it has characters which are not taken. */
export function nameProblem(
  name: string,
  { most, least = 1, form }: Omit<NameLimit, 'attribute'>,
): string | undefined {
  if (name.length > most) {
    return `${name.length} > ${most}`;
  }
  if (name.length < least) {
    return `${name.length} < ${least}`;
  }
  return form && !form.test(name) ? String(form) : undefined;
}

/** The form that every name made of the platform's has to fit. */
export const platformNameProblem = (name: string) =>
  nameProblem(name, { most: PLATFORM_NAME_MOST, form: LOWER });
