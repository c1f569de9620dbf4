import { join } from 'node:path';
import { fingerprintSql, SMOKE_SQL } from './data.ts';
import { BIN } from './source.ts';
import type { Source } from './source.ts';

/** The plan that is timed, and the one that passes only when the restored data are those of the source at the point. */
export const TIMED = 'timed';
export const COMPARED = 'compared';

/** Passes when the restored data are the source's at the point. */
export function comparingSql(fingerprint: string): string {
  return `SELECT 1 WHERE (${fingerprintSql}) = '${fingerprint.replaceAll(
    "'",
    "''",
  )}'`;
}

/** Configuration on top of app-config.yaml (JSON is YAML): a portal that has nothing to do but drills. */
export function drillsConfig(
  root: string,
  workDirectory: string,
  source: Source,
): string {
  const { socket, backups, archive, runAs, point, fingerprint } = source;
  const file = (name: string, allow: string) => ({
    type: 'file',
    target: join(root, 'catalog', name),
    rules: [{ allow: [allow] }],
  });
  const store = (id: string, smoke: string) => ({
    ...{ id, kind: 'postgres' },
    targets: { 'bad-write': { rto: { hours: 1 }, rpo: { minutes: 15 } } },
    plans: [
      {
        ...{ id, scenario: 'bad-write', target: { time: point } },
        schedule: { every: 'month', day: 1, hour: 2 },
      },
    ],
    postgres: {
      connection: { socket, port: 5432, user: 'reader', database: 'postgres' },
      ...{ backups, archive, bin: BIN, smoke },
      ...(runAs && { runAs }),
    },
  });
  return JSON.stringify({
    catalog: {
      locations: [file('groups.yaml', 'Group'), file('users.yaml', 'User')],
    },
    kubernetes: { clusterLocatorMethods: [{ type: 'config', clusters: [] }] },
    'restore-drills': {
      workDirectory,
      stores: [
        store(TIMED, SMOKE_SQL),
        store(COMPARED, comparingSql(fingerprint)),
      ],
    },
  });
}
