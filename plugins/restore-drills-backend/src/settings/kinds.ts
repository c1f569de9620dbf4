import { basename, resolve } from 'node:path';
import { Config } from '@backstage/config';
import { StoreKind } from '@textloom/plugin-restore-drills-common';
import { z } from 'zod';

const text = z.string().min(1).max(1_000);
const path = text.regex(/^\//, 'must be an absolute path');
/** Of files of this machine; by the folder of the process where it is not absolute. */
const ownPath = text.transform(value => resolve(value));
const user = text.regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be a user name');
const whole = z.coerce.number().int();

const connection = z
  .object({
    host: text.optional(),
    socket: path.optional(),
    port: whole.min(1).max(65_535).optional(),
    user: text.optional(),
    password: z.string().optional(),
    database: text.optional(),
  })
  .superRefine(({ host, socket }, check) => {
    if (host === undefined && socket === undefined) {
      check.addIssue({
        code: 'custom',
        path: ['host'],
        message: 'host or socket is needed',
      });
    }
  });

const SCHEMAS = {
  postgres: z.object({
    connection,
    heartbeatConnection: connection.optional(),
    backups: path,
    archive: path,
    bin: path,
    runAs: user.optional(),
    smoke: text.optional(),
    tables: z.array(text).optional(),
  }),
  pgbackrest: z.object({
    stanza: text.regex(/^[A-Za-z0-9_.-]+$/, 'must be the name of a stanza'),
    config: path,
    bin: path,
    pgbackrest: path.optional(),
    connection,
    heartbeatConnection: connection.optional(),
    runAs: user.optional(),
    smoke: text.optional(),
    tables: z.array(text).optional(),
  }),
  redis: z.object({
    connection: connection.optional(),
    heartbeatConnection: connection.optional(),
    copies: path,
    bin: path.optional(),
    persistence: z.enum(['rdb', 'aof']),
    runAs: user.optional(),
    keepHours: whole.min(1).max(100_000).optional(),
  }),
  sqlite: z
    .object({
      files: z.array(ownPath).min(1).optional(),
      directory: ownPath.optional(),
      copies: ownPath,
      // A drill may be restoring the older of two.
      keep: whole.min(2).max(1_000).optional(),
      smoke: text.optional(),
    })
    .superRefine(({ files, directory }, check) => {
      if (Boolean(files) === Boolean(directory)) {
        check.addIssue({
          code: 'custom',
          path: ['directory'],
          message: 'either files or directory is needed',
        });
      }
      // In a copy they lie side by side.
      const names = files?.map(file => basename(file)) ?? [];
      if (new Set(names).size < names.length) {
        check.addIssue({
          code: 'custom',
          path: ['files'],
          message: 'two files have the same name',
        });
      }
    }),
  rds: z.object({
    region: text.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'must be a region of AWS'),
    account: z.coerce
      .string()
      .regex(/^\d{12}$/, 'must be the twelve digits of an account, as text'),
    instance: text.regex(
      /^[A-Za-z](?!.*--)[A-Za-z0-9-]{0,61}[A-Za-z0-9]$/,
      'must be the identifier of an instance',
    ),
    instanceClass: text
      .regex(/^db\.[a-z0-9-]+\.[a-z0-9-]+$/, 'must be a class, as db.r6g.large')
      .optional(),
    // Without these the copy would stand in the default network: none of them has a default here.
    subnetGroup: text,
    securityGroups: z.array(text).min(1),
    parameterGroup: text,
    from: z.enum(['point-in-time', 'snapshot']).optional(),
    roleArn: text.regex(/^arn:/, 'must be the ARN of a role').optional(),
    externalId: text.optional(),
    endpoint: z.url({ protocol: /^https?$/ }).optional(),
    connection,
    heartbeatConnection: connection.optional(),
    caFile: path.optional(),
    smoke: text.optional(),
    tables: z.array(text).optional(),
  }),
} satisfies Record<StoreKind, z.ZodType>;

/** What a kind of store needs, as it stands in the configuration. */
export type SettingsOf<K extends StoreKind> = z.output<(typeof SCHEMAS)[K]>;

/** Kind and settings of a store, which belong together; or the first key that is missing. */
export type KindSettings = {
  [K in StoreKind]:
    | { kind: K; settings: SettingsOf<K>; missing?: undefined }
    | { kind: K; settings?: undefined; missing: string };
}[StoreKind];

/**
 * Reads what a kind of store needs. What is missing is no error: an environment variable that is not set leaves no key
 * behind, and the store is shown as not connected.
 *
 * @throws with the path of what has no meaning.
 */
export function readKindSettings(
  kind: StoreKind,
  config: Config,
): KindSettings {
  const given = config.getOptional(kind) ?? {};
  const result = SCHEMAS[kind].safeParse(given);
  if (result.success) {
    return { kind, settings: result.data } as KindSettings;
  }
  const { issues } = result.error;
  const wrong = issues.filter(
    ({ path: at }) => valueAt(given, at) !== undefined,
  );
  if (wrong.length > 0) {
    const reasons = wrong.map(
      ({ path: at, message }) => `${[kind, ...at].join('.')}: ${message}`,
    );
    throw new Error(
      `restore-drills store ${config.getString('id')}: ${reasons.join('; ')}`,
    );
  }
  const [first] = issues;
  return { kind, missing: [kind, ...first.path].join('.') } as KindSettings;
}

function valueAt(value: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}
