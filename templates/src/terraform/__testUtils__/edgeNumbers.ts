import { NumberCheck } from './numbers';
import { Planned, Values } from './planned';

const cachePolicy = (plan: Planned, name: string) =>
  plan.at(`module.edge.aws_cloudfront_cache_policy.${name}`);

const backupRule = (plan: Planned, name: string): Values =>
  plan
    .all('aws_backup_plan')
    .flatMap(({ rule }) => rule)
    .find(rule => rule.rule_name === name) ?? {};

const edge: readonly NumberCheck[] = [
  {
    says: 'the CDN keeps static files for a day',
    found: plan => {
      const { default_ttl, max_ttl } = cachePolicy(plan, 'static');
      return [default_ttl, max_ttl];
    },
    expected: [86400, 86400],
  },
  {
    says: 'answers are compressed by gzip and brotli',
    found: plan => {
      const [
        {
          enable_accept_encoding_gzip: gzip,
          enable_accept_encoding_brotli: br,
        },
      ] = cachePolicy(
        plan,
        'static',
      ).parameters_in_cache_key_and_forwarded_to_origin;
      const { default_cache_behavior, ordered_cache_behavior } = plan.at(
        'module.edge.aws_cloudfront_distribution.this',
      );
      return [
        gzip,
        br,
        [...default_cache_behavior, ...ordered_cache_behavior].every(
          ({ compress }) => compress,
        ),
      ];
    },
    expected: [true, true, true],
  },
  {
    says: 'browsers are sent to HTTPS, and told to stay there (HSTS)',
    found: plan => {
      const [behavior] = plan.at(
        'module.edge.aws_cloudfront_distribution.this',
      ).default_cache_behavior;
      const [headers] = plan.at(
        'module.edge.aws_cloudfront_response_headers_policy.this',
      ).security_headers_config;
      const [hsts] = headers.strict_transport_security;
      return [
        behavior.viewer_protocol_policy,
        hsts.access_control_max_age_sec >= 31_536_000,
        hsts.include_subdomains,
      ];
    },
    expected: ['redirect-to-https', true, true],
  },
  {
    says: 'the load balancer offers TLS 1.3, and sends HTTP to HTTPS',
    found: plan => {
      const { ssl_policy } = plan.at('module.edge.aws_lb_listener.https');
      const { port, default_action } = plan.at(
        'module.edge.aws_lb_listener.http',
      );
      const [{ redirect }] = default_action;
      return [
        /^ELBSecurityPolicy-TLS13-1-[23]-/.test(ssl_policy),
        port,
        redirect[0].protocol,
        redirect[0].status_code,
      ];
    },
    expected: [true, 80, 'HTTPS', 'HTTP_301'],
  },
  {
    says: 'the firewall has managed rules and a limit per address',
    found: plan => {
      const { rule, scope } = plan.at('module.edge.aws_wafv2_web_acl.this');
      const statements = rule.map(({ statement }: Values) => statement[0]);
      return [
        scope,
        statements.filter(
          ({ managed_rule_group_statement: group }: Values) => group?.length,
        ).length,
        statements.flatMap(({ rate_based_statement: rate }: Values) =>
          (rate ?? []).map(({ limit }: Values) => limit),
        ),
      ];
    },
    expected: ['CLOUDFRONT', 4, [2000]],
  },
  {
    says: 'DNS at Route 53, with a health check of the API',
    found: plan => [
      plan.all('aws_route53_zone').map(({ name }) => name),
      plan
        .all('aws_route53_health_check')
        .map(({ fqdn, type }) => [fqdn, type]),
    ],
    expected: [['textloom.ai'], [['api.textloom.ai', 'HTTPS']]],
  },
];

const protection: readonly NumberCheck[] = [
  {
    says: 'a key for each kind of data, rotated',
    found: plan =>
      plan
        .all('aws_kms_key')
        // Keys in hardware cannot be rotated by AWS.
        .filter(key => !/in hardware$/.test(key.description))
        .map(({ enable_key_rotation }) => enable_key_rotation),
    expected: Array.from({ length: 10 }, () => true),
  },
  {
    says: 'hardware security modules in two zones',
    found: plan => [
      plan.all('aws_cloudhsm_v2_cluster').length,
      plan.all('aws_cloudhsm_v2_hsm').length,
    ],
    expected: [1, 2],
  },
  {
    says: 'uses of keys are recorded, in all regions, tamper-proof',
    found: plan => {
      const {
        is_multi_region_trail,
        enable_log_file_validation,
        advanced_event_selector,
      } = plan.at('module.security.aws_cloudtrail.this');
      return [
        is_multi_region_trail,
        enable_log_file_validation,
        advanced_event_selector.length,
      ];
    },
    expected: [true, true, 2],
  },
  {
    says: 'buckets are versioned, encrypted by KMS and private',
    found: plan => [
      plan
        .all('aws_s3_bucket_versioning')
        .every(one => one.versioning_configuration[0].status === 'Enabled'),
      plan
        .all('aws_s3_bucket_server_side_encryption_configuration')
        .map(
          ({ rule }) =>
            rule[0].apply_server_side_encryption_by_default[0].sse_algorithm,
        )
        .sort(),
      plan
        .all('aws_s3_bucket_public_access_block')
        .every(one => one.block_public_policy && one.restrict_public_buckets),
    ],
    expected: [
      true,
      ['AES256', 'aws:kms', 'aws:kms', 'aws:kms', 'aws:kms'],
      true,
    ],
  },
  {
    says: 'cold data goes to Glacier',
    found: plan =>
      plan
        .at('module.data.aws_s3_bucket_lifecycle_configuration.this["media"]')
        .rule.flatMap(({ transition }: Values) => transition)
        .map(({ days, storage_class }: Values) => [days, storage_class])
        .sort(),
    expected: [
      [30, 'STANDARD_IA'],
      [90, 'GLACIER'],
    ],
  },
];

const backups: readonly NumberCheck[] = [
  {
    says: 'increments hourly, continuous where AWS can',
    found: plan => {
      const rule = backupRule(plan, 'hourly');
      return [rule.schedule, rule.enable_continuous_backup];
    },
    expected: ['cron(0 * * * ? *)', true],
  },
  {
    says: 'a snapshot of everything each day at two in the night',
    found: plan => {
      const rule = backupRule(plan, 'daily');
      return [rule.schedule, rule.schedule_expression_timezone];
    },
    expected: ['cron(0 2 * * ? *)', 'Asia/Shanghai'],
  },
  {
    says: 'a copy into another region each week',
    found: plan => {
      const { schedule, copy_action } = backupRule(plan, 'weekly');
      return [
        schedule,
        copy_action?.map(({ lifecycle }: Values) => lifecycle[0].delete_after),
      ];
    },
    expected: ['cron(0 3 ? * SUN *)', [90]],
  },
  {
    says: 'the log of the database is copied there all the time (RPO of 15 minutes)',
    found: plan =>
      plan
        .all('aws_db_instance_automated_backups_replication')
        .map(({ retention_period }) => retention_period),
    expected: [7],
  },
  {
    says: 'restoring is tried each month',
    found: plan => [
      plan
        .all('aws_backup_restore_testing_plan')
        .map(({ schedule_expression }) => schedule_expression),
      plan
        .all('aws_backup_restore_testing_selection')
        .map(({ protected_resource_type }) => protected_resource_type)
        .sort(),
    ],
    expected: [['cron(0 4 1 * ? *)'], ['EFS', 'RDS']],
  },
  {
    says: 'recovery points cannot be deleted early',
    found: plan =>
      plan
        .all('aws_backup_vault_lock_configuration')
        .map(({ min_retention_days }) => min_retention_days),
    expected: [7, 7],
  },
];

const costs: readonly NumberCheck[] = [
  {
    says: 'a budget with alerts before and when it is spent',
    found: plan => {
      const { limit_amount, notification } = plan.at(
        'module.cost.aws_budgets_budget.monthly',
      );
      return [
        Number(limit_amount),
        notification
          .map((one: Values) => `${one.notification_type} ${one.threshold}`)
          .sort(),
      ];
    },
    expected: [
      30000,
      ['ACTUAL 100', 'ACTUAL 50', 'ACTUAL 80', 'FORECASTED 100'],
    ],
  },
  {
    says: 'unusual costs are told daily',
    found: plan =>
      plan.all('aws_ce_anomaly_subscription').map(({ frequency }) => frequency),
    expected: ['DAILY'],
  },
  {
    says: 'production never sleeps',
    found: plan => plan.all('aws_autoscaling_schedule').length,
    expected: 0,
  },
  {
    says: 'everything can be told apart on the bill',
    found: plan => {
      const tagged = plan.resources.filter(
        ({ change }) => 'tags_all' in change.after,
      );
      const wanted = ['component', 'environment', 'owner', 'cost-center'];
      return [
        tagged.length > 60,
        tagged
          .filter(({ change }) =>
            wanted.some(key => !change.after.tags_all?.[`textloom:${key}`]),
          )
          .map(({ address }) => address),
      ];
    },
    expected: [true, []],
  },
];

/** What the document says of everything around the core. */
export const EDGE_NUMBERS: readonly NumberCheck[] = [
  ...edge,
  ...protection,
  ...backups,
  ...costs,
];
