import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { Decimal, parseDecimal } from '@textloom/kernel';
import { AllocationRules, Contract } from '@textloom/plugin-costs-common';
import { z } from 'zod';
import { allocationSchema, versioned } from './settings/allocationSchema';
import { readAllocationFile } from './settings/readAllocation';
import {
  amount,
  currency,
  day,
  entityRef,
  listById,
  path,
  problemsOf,
  slug,
  title,
  wholeNumber,
} from './settings/values';

const DEFAULT_DIRECTORY = 'costs-data';
const NON_PROD = ['dev', 'test', 'staging'];
const DEFAULT_FINANCE = 'group:default/finance';
const DEFAULT_PLATFORM = 'group:default/sre';

const sourceCommon = {
  id: slug,
  title: title.optional(),
  /** Bills of other vendors: they may come late, and hold nobody up. */
  thirdParty: z.boolean().default(false),
  /** Days until the bill of a day is complete. */
  lagDays: wholeNumber(0, 60).default(1),
};

const folderSchema = z.strictObject({
  ...sourceCommon,
  kind: z.literal('folder'),
  /** Without it the source is not connected. */
  path: path.optional(),
});

const s3Schema = z.strictObject({
  ...sourceCommon,
  kind: z.literal('s3'),
  bucket: z.string().min(3).max(63).optional(),
  prefix: z.string().max(500).default(''),
  region: z.string().min(1).max(40).optional(),
  /** Another address than AWS's, of a store that speaks the same. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  roleArn: z
    .string()
    .regex(/^arn:[^:]+:iam::\d{12}:role\/.+$/, 'must be the ARN of a role')
    .optional(),
  accessKeyId: z.string().min(1).optional(),
  secretAccessKey: z.string().min(1).optional(),
});

const unitSchema = z.strictObject({
  id: slug,
  title,
  /** As it is called in the files of counts. */
  metric: z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,62}$/, 'must be a name'),
  /** Units per figure: 1 per video, 1000 for tasks. */
  per: wholeNumber(1, 1_000_000_000).default(1),
  /** Whose cost is divided. */
  components: z.array(entityRef).min(1, 'must have at least one').max(200),
  /** Only their cost in these environments; in all unless set. */
  environments: z.array(z.string().min(1).max(63)).max(20).default([]),
});

const contractSchema = z
  .strictObject({
    id: slug,
    vendor: title,
    /** FOCUS `ServiceName` of its rows. */
    service: title,
    owner: entityRef,
    startsOn: day,
    endsOn: day,
    autoRenews: z.boolean().default(false),
    noticeDays: wholeNumber(0, 730).default(30),
    currency,
    committed: amount,
    alternatives: z.array(title).max(20).default([]),
  })
  .refine(({ startsOn, endsOn }) => startsOn < endsOn, {
    path: ['endsOn'],
    message: 'must be after startsOn',
  });

const costsSchema = z.strictObject({
  currency: currency.optional(),
  sources: listById(
    z.discriminatedUnion('kind', [folderSchema, s3Schema]),
  ).default([]),
  usage: z.strictObject({ path: path.optional() }).optional(),
  units: z
    .strictObject({
      path: path.optional(),
      definitions: listById(unitSchema).default([]),
    })
    .optional(),
  dataDirectory: path.default(resolve(DEFAULT_DIRECTORY)),
  /** Read apart, so that problems are told of the one form that was meant. */
  allocation: z.unknown().optional(),
  contracts: listById(contractSchema).default([]),
  anomalies: z
    .strictObject({
      floor: amount.default('10'),
      share: z.coerce.number().min(0).max(1).default(0.1),
    })
    .default({ floor: '10', share: 0.1 }),
  closeAfterDays: wholeNumber(0, 60).default(10),
  distribution: z
    .strictObject({
      weights: z.record(entityRef, z.coerce.number().min(0)).default({}),
    })
    .default({ weights: {} }),
  changes: z.strictObject({ path: path.optional() }).optional(),
  nonProduction: z.array(z.string().min(1).max(63)).max(50).default(NON_PROD),
  financeGroup: entityRef.default(DEFAULT_FINANCE),
  platformGroup: entityRef.default(DEFAULT_PLATFORM),
});

type Connected<T, K extends keyof T> = Omit<T, K> & Required<Pick<T, K>>;

/** A source of bills that has an address. */
export type SourceConfig = { title: string } & (
  | Connected<z.output<typeof folderSchema>, 'path'>
  | Connected<z.output<typeof s3Schema>, 'bucket' | 'region'>
);

/** What the product makes, and whose cost it is divided by. */
export type UnitDefinition = z.output<typeof unitSchema>;

/** Settings under `costs`. */
export interface CostsConfig {
  /** What is shown first when bills have several. */
  currency?: string;
  sources: readonly SourceConfig[];
  /** Folder with `usage` and `capacity`; without it the portal's own samples of clusters count. */
  usage?: { path: string };
  units?: { path: string; definitions: readonly UnitDefinition[] };
  /** Absolute; the allocated bill lives here, and nothing else. */
  dataDirectory: string;
  allocation: AllocationRules;
  contracts: readonly Contract[];
  /** A day is looked at as an anomaly from `floor` of the currency, and from this share of its scope. */
  anomalies: { floor: Decimal; share: number };
  /** Days after the end of a month until the provider has finalised its bill. */
  closeAfterDays: number;
  /** Weights by component of costs that are distributed by the key `custom`. */
  distribution: { weights: Readonly<Record<string, number>> };
  /** Folder of files with changes of other delivery systems. */
  changes?: { path: string };
  /** Environments that nobody but engineers uses. */
  nonProduction: readonly string[];
  /** Hears of budgets that are of all. */
  financeGroup: string;
  /** Looks after node groups without another owner, and decides on commitments. */
  platformGroup: string;
}

/**
 * Reads `costs`. A source without an address is not connected, so that one configuration can serve with and without
 * it.
 * @throws when a setting has no meaning, with its path.
 */
export function readCostsConfig(config: Config): CostsConfig {
  const parsed = costsSchema.safeParse(
    withoutNulls(config.getOptional('costs') ?? {}),
  );
  if (!parsed.success) {
    throw new Error(problemsOf(parsed.error, 'costs').join('; '));
  }
  const { sources, usage, units, changes, ...others } = parsed.data;
  const { allocation, anomalies, ...rest } = others;
  const unitsPath = units?.path;
  return {
    ...rest,
    sources: sources.flatMap(connected),
    ...(usage?.path && { usage: { path: usage.path } }),
    ...(units && unitsPath && { units: { ...units, path: unitsPath } }),
    ...(changes?.path && { changes: { path: changes.path } }),
    allocation: readAllocation(allocation),
    anomalies: { ...anomalies, floor: parseDecimal(anomalies.floor) ?? 0n },
  };
}

/** What a file sets to null takes back what the file before has set. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([key, each]) => [key, withoutNulls(each)]),
  );
}

/** None when it has no address. */
function connected(
  source: z.output<typeof costsSchema>['sources'][number],
): SourceConfig[] {
  const name = { title: source.title ?? source.id };
  if (source.kind === 'folder') {
    return source.path ? [{ ...source, ...name, path: source.path }] : [];
  }
  const { bucket, region } = source;
  return bucket && region ? [{ ...source, ...name, bucket, region }] : [];
}

const fileSchema = z.strictObject({ file: path });

/** Rules in a file of their own, or written here. */
function readAllocation(given: unknown = {}): AllocationRules {
  const isFile = typeof given === 'object' && given !== null && 'file' in given;
  const schema = isFile ? fileSchema : allocationSchema;
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new Error(problemsOf(parsed.error, 'costs.allocation').join('; '));
  }
  return 'file' in parsed.data
    ? readAllocationFile(parsed.data.file)
    : versioned(parsed.data);
}
