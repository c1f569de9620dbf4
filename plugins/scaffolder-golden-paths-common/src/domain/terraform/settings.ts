/** A node group in the settings of an environment. */
export interface NodeGroupSettings {
  instance_type: string;
  min: number;
  desired: number;
  max: number;
  capacity_type: 'ON_DEMAND' | 'SPOT';
  disk_gib: number;
}

/** `terraform/environments/<name>/terraform.tfvars.json`: the one place for the sizes of an environment. */
export interface PlatformSettings {
  platform: string;
  environment: string;
  region: string;
  backup_region: string;
  vpc_cidr: string;
  node_groups: Readonly<Record<string, NodeGroupSettings>>;
  database: {
    instance_class: string;
    replica_class: string;
    replicas: number;
    multi_az: boolean;
    allocated_gib: number;
    max_allocated_gib: number;
    backup_days: number;
  };
  object_storage: { expected_gib: number };
  elasticache: {
    enabled: boolean;
    node_type: string;
    shards: number;
    replicas: number;
  };
  efs: { expected_gib: number };
  cloudhsm: boolean;
  nat_gateways: number;
  monthly_budget_usd: number;
  off_hours: { enabled: boolean; start: string; stop: string };
}

/** What does not fit: the path, and a word on what is wanted. */
export interface SettingsProblem {
  path: readonly string[];
  wanted: string;
}

type Form = (value: unknown) => string | undefined;

const is =
  (wanted: string, fits: (value: unknown) => boolean): Form =>
  value =>
    fits(value) ? undefined : wanted;
const text = is('a text', value => typeof value === 'string' && value !== '');
const flag = is('true or false', value => typeof value === 'boolean');
const count = (least: number) =>
  is(
    `a whole number of at least ${least}`,
    value => Number.isInteger(value) && (value as number) >= least,
  );

const FORMS: readonly [path: string, form: Form][] = [
  ['platform', text],
  ['environment', text],
  ['region', text],
  ['backup_region', text],
  ['vpc_cidr', text],
  ['database.instance_class', text],
  ['database.replica_class', text],
  ['database.replicas', count(0)],
  ['database.multi_az', flag],
  ['database.allocated_gib', count(20)],
  ['database.max_allocated_gib', count(20)],
  ['database.backup_days', count(0)],
  ['object_storage.expected_gib', count(0)],
  ['elasticache.enabled', flag],
  ['elasticache.node_type', text],
  ['elasticache.shards', count(1)],
  ['elasticache.replicas', count(0)],
  ['efs.expected_gib', count(0)],
  ['cloudhsm', flag],
  ['nat_gateways', count(1)],
  [
    'monthly_budget_usd',
    is(
      'an amount above nothing',
      value => typeof value === 'number' && value > 0,
    ),
  ],
  ['off_hours.enabled', flag],
  ['off_hours.start', text],
  ['off_hours.stop', text],
];

const GROUP: readonly [key: string, form: Form][] = [
  ['instance_type', text],
  ['min', count(0)],
  ['desired', count(0)],
  ['max', count(1)],
  [
    'capacity_type',
    is('ON_DEMAND or SPOT', value => value === 'ON_DEMAND' || value === 'SPOT'),
  ],
  ['disk_gib', count(1)],
];

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}

/** Reads the settings of an environment. There are settings only where there is no problem of their form. */
export function readSettings(value: unknown): {
  settings?: PlatformSettings;
  problems: SettingsProblem[];
} {
  const groups = at(value, ['node_groups']);
  const names =
    typeof groups === 'object' && groups !== null && !Array.isArray(groups)
      ? Object.keys(groups)
      : [];
  const problems = [
    ...FORMS.map(([path, form]) => [path.split('.'), form] as const),
    ...names.flatMap(name =>
      GROUP.map(([key, form]) => [['node_groups', name, key], form] as const),
    ),
  ].flatMap(([path, form]): SettingsProblem[] => {
    const wanted = form(at(value, path));
    return wanted === undefined ? [] : [{ path, wanted }];
  });
  if (names.length === 0) {
    problems.push({ path: ['node_groups'], wanted: 'at least one node group' });
  }
  return problems.length > 0
    ? { problems }
    : { settings: value as PlatformSettings, problems };
}
