import {
  estimateSettings,
  Hit,
  isCacheType,
  isDatabaseClass,
  isInstanceType,
  isRegion,
  isVpcRange,
  overlap,
  parseRange,
  PlatformSettings,
  platformNameProblem,
  readSettings,
  RuleId,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { isProduction } from '../../environments';
import { textAt } from '../shape';
import { Check, ParsedDocument, ParsedFile } from '../types';
import { BACKUP_DAYS, ZONES } from './durability';

const FILE =
  /(?:^|\/)terraform\/environments\/([^/]+)\/terraform\.tfvars\.json$/;
const SPOT_IN = new Set(['dev', 'test']);

/** Settings of an environment, with where they are written. */
interface Written {
  path: string;
  /** The folder is named after the environment. */
  folder: string;
  document: ParsedDocument;
}

function settingsIn(parsed: readonly ParsedFile[]): Written[] {
  return parsed.flatMap(({ path, documents }) => {
    const folder = FILE.exec(path)?.[1];
    return folder !== undefined && documents[0]
      ? [{ path, folder, document: documents[0] }]
      : [];
  });
}

/** Settings of the environments of a platform, those whose form is right. */
export const platformSettings = (
  parsed: readonly ParsedFile[],
): PlatformSettings[] =>
  settingsIn(parsed).flatMap(
    ({ document }) => readSettings(document.value).settings ?? [],
  );

/** Settings of environments, each by itself and beside the others. */
export const checkSettings: Check = ({ parsed }) => {
  const all = settingsIn(parsed);
  return [
    ...all.flatMap(written =>
      single(written).map(({ rule, at, subject }) => ({
        rule,
        file: written.path,
        line: written.document.lineOf(at),
        subject: `${at.join('.')}: ${subject}`,
      })),
    ),
    ...overlaps(all),
  ];
};

interface Found {
  rule: RuleId;
  at: readonly string[];
  subject: string;
}

function single({ folder, document }: Written): Found[] {
  const { settings, problems } = readSettings(document.value);
  if (!settings) {
    return problems.map(({ path, wanted }) => ({
      rule: 'settings-invalid',
      at: path,
      subject: wanted,
    }));
  }
  return [
    ...sizes(settings, folder),
    ...places(settings),
    ...types(settings),
    ...production(settings),
    ...budget(settings),
  ];
}

/** A finding where something is so. */
const when = (
  is: boolean,
  rule: RuleId,
  at: string,
  subject: string | number,
): Found[] =>
  is ? [{ rule, at: at.split('.'), subject: String(subject) }] : [];

function sizes(settings: PlatformSettings, folder: string): Found[] {
  const { database, environment, platform } = settings;
  const name = `${platform}-${environment}`;
  const problem = platformNameProblem(name);
  return [
    ...when(
      environment !== folder,
      'settings-invalid',
      'environment',
      `${environment} ≠ ${folder}`,
    ),
    ...when(
      database.max_allocated_gib < database.allocated_gib,
      'settings-invalid',
      'database.max_allocated_gib',
      `${database.max_allocated_gib} < ${database.allocated_gib}`,
    ),
    ...when(
      settings.nat_gateways > ZONES,
      'settings-invalid',
      'nat_gateways',
      `${settings.nat_gateways} > ${ZONES}`,
    ),
    ...Object.entries(settings.node_groups).flatMap(
      ([group, { min, desired, max }]) =>
        when(
          min > desired || desired > max,
          'settings-invalid',
          `node_groups.${group}.desired`,
          `${min} ≤ ${desired} ≤ ${max}`,
        ),
    ),
    ...when(
      problem !== undefined,
      'name-beyond-limits',
      'platform',
      `${name}, ${problem}`,
    ),
  ];
}

function places(settings: PlatformSettings): Found[] {
  const { region, backup_region: other, vpc_cidr: range } = settings;
  return [
    ...when(!isRegion(region), 'region-unknown', 'region', region),
    ...when(!isRegion(other), 'region-unknown', 'backup_region', other),
    ...when(region === other, 'backup-copy-missing', 'backup_region', other),
    ...when(!isVpcRange(range), 'network-invalid', 'vpc_cidr', range),
  ];
}

function types(settings: PlatformSettings): Found[] {
  const { node_groups: groups, database, elasticache } = settings;
  const unknown = (at: string, name: string, has: (type: string) => boolean) =>
    when(!has(name), 'instance-type-unknown', at, name);
  return [
    ...Object.entries(groups).flatMap(([name, group]) => [
      ...unknown(
        `node_groups.${name}.instance_type`,
        group.instance_type,
        isInstanceType,
      ),
      ...when(
        group.capacity_type === 'SPOT' && !SPOT_IN.has(settings.environment),
        'spot-in-production',
        `node_groups.${name}.capacity_type`,
        group.capacity_type,
      ),
    ]),
    ...unknown(
      'database.instance_class',
      database.instance_class,
      isDatabaseClass,
    ),
    ...unknown(
      'database.replica_class',
      database.replica_class,
      isDatabaseClass,
    ),
    ...unknown('elasticache.node_type', elasticache.node_type, isCacheType),
  ];
}

function production(settings: PlatformSettings): Found[] {
  const { database, environment } = settings;
  if (!isProduction(environment)) {
    return when(
      database.backup_days < 1,
      'backup-short',
      'database.backup_days',
      database.backup_days,
    );
  }
  return [
    ...when(
      database.backup_days < BACKUP_DAYS,
      'backup-short',
      'database.backup_days',
      database.backup_days,
    ),
    ...when(!database.multi_az, 'zones-few', 'database.multi_az', 'false'),
    ...when(
      settings.nat_gateways < ZONES,
      'zones-few',
      'nat_gateways',
      settings.nat_gateways,
    ),
  ];
}

function budget(settings: PlatformSettings): Found[] {
  const { monthly, currency } = estimateSettings(settings);
  return when(
    Number(monthly) > settings.monthly_budget_usd,
    'budget-exceeded',
    'monthly_budget_usd',
    `${currency} ${Math.ceil(Number(monthly))} > ${
      settings.monthly_budget_usd
    }`,
  );
}

/** Each pair once, at the later of both. */
function overlaps(all: readonly Written[]): Hit[] {
  const ranges = all.flatMap(written => {
    const text = textAt(written.document.value, 'vpc_cidr') ?? '';
    const range = parseRange(text);
    return range ? [{ ...written, text, range }] : [];
  });
  return ranges.flatMap((later, index) =>
    ranges
      .slice(0, index)
      .filter(earlier => overlap(earlier.range, later.range))
      .map(earlier => ({
        rule: 'network-overlap' as const,
        file: later.path,
        line: later.document.lineOf(['vpc_cidr']),
        subject: `${later.text} (${later.folder}), ${earlier.text} (${earlier.folder})`,
      })),
  );
}
