import { join } from 'node:path';
import { Problem, Verification } from '@textloom/plugin-restore-drills-common';
import { DrillContext } from '../../service/ports';
import { saidOf, withDatabase } from './database';
import { Content, describeContent, integrityOf } from './describe';
import { Layout } from './layout';
import { CopiedDatabase, Manifest } from './manifest';
import { DamagedFile, loadDamaged, loadManifests } from './restoreCopy';

/** Names of the checks, in order. */
export const CHECKS = [
  'manifest',
  'backup-identity',
  'integrity_check',
  'foreign_key_check',
  'content-hash',
  'user_version',
  'row-counts',
] as const;
type CheckName = (typeof CHECKS)[number];

const METHODS: Record<CheckName, string> = {
  manifest: "SHA-256 of each file against the copy's manifest",
  'backup-identity': 'the manifest that came back is that of the frozen copy',
  integrity_check: 'PRAGMA integrity_check of each database',
  foreign_key_check:
    'PRAGMA foreign_key_check of each database finds no more than when the copy was made',
  'content-hash':
    'SHA-256 over the schema and every value of every table, against the frozen manifest',
  user_version:
    'PRAGMA user_version of each database, against the frozen manifest',
  'row-counts': 'rows of every table, against the frozen manifest',
};

/** A database that came back, with what is in it, or what SQLite says when it cannot be read. */
interface Found {
  frozen: CopiedDatabase;
  integrity: string;
  content?: Content;
  said: string;
}

/** Checks of what was restored, all of them, whatever the first have found. */
export async function checkRestored(
  context: DrillContext,
  layout: Layout,
  id: string,
): Promise<Verification[]> {
  const { frozen, restored } = await loadManifests(layout, id);
  const damaged = await loadDamaged(layout);
  const found: Found[] = [];
  for (const database of frozen.databases) {
    context.signal.throwIfAborted();
    found.push(await look(database, layout, context.signal));
  }
  return [
    manifestCheck(restored, damaged),
    identityCheck(frozen, restored),
    integrityCheck(found),
    foreignKeyCheck(found),
    contentCheck(found),
    versionCheck(found),
    rowsCheck(found),
  ];
}

async function look(
  frozen: CopiedDatabase,
  { data }: Layout,
  signal: AbortSignal,
): Promise<Found> {
  const found: Found = { frozen, integrity: '', said: '' };
  try {
    await withDatabase(join(data, frozen.name), {}, async database => {
      found.integrity = integrityOf(database);
      found.content = await describeContent(database, signal);
    });
  } catch (error) {
    signal.throwIfAborted();
    found.said = saidOf(error);
  }
  return found;
}

function manifestCheck(
  { id, databases }: Manifest,
  [first]: readonly DamagedFile[],
): Verification {
  return verdict(
    'manifest',
    `${databases.length} files`,
    first && {
      code: 'backup-damaged',
      subject: `${id}/${first.name}`,
      expected: short(first.expected),
      actual: short(first.actual),
    },
  );
}

function identityCheck(frozen: Manifest, restored: Manifest): Verification {
  return verdict(
    'backup-identity',
    restored.id,
    restored.id === frozen.id
      ? undefined
      : {
          code: 'copy-stale',
          subject: restored.id,
          expected: frozen.id,
          actual: restored.id,
        },
  );
}

function integrityCheck(found: readonly Found[]): Verification {
  const bad = found.find(({ integrity }) => integrity !== 'ok');
  return verdict(
    'integrity_check',
    'ok',
    bad && {
      code: 'check-failed',
      subject: 'integrity_check',
      expected: 'ok',
      actual: `${bad.frozen.name}: ${bad.integrity || bad.said}`.slice(0, 300),
    },
  );
}

function foreignKeyCheck(found: readonly Found[]): Verification {
  const name = 'foreign_key_check';
  return compare(name, found, 'check-failed', name, [
    ({ foreignKeys }) => foreignKeys,
    'found',
  ]);
}

function contentCheck(found: readonly Found[]): Verification {
  const name = 'content-hash';
  return compare(name, found, 'check-failed', name, [
    ({ contentHash }) => short(contentHash),
    'databases',
  ]);
}

function versionCheck(found: readonly Found[]): Verification {
  const name = 'user_version';
  return compare(name, found, 'check-failed', name, [
    ({ userVersion }) => String(userVersion),
    'databases',
  ]);
}

function rowsCheck(found: readonly Found[]): Verification {
  const rowsOf = ({ tables }: Pick<Content, 'tables'>) =>
    Object.values(tables).reduce((sum, rows) => sum + rows, 0);
  const other = found.find(
    ({ frozen, content }) =>
      content && !sameCounts(frozen.tables, content.tables),
  );
  const unread = found.find(({ content }) => !content);
  const bad = other ?? unread;
  const total = found.reduce(
    (sum, { content }) => sum + (content ? rowsOf(content) : 0),
    0,
  );
  return verdict(
    'row-counts',
    `${total} rows`,
    bad && {
      code: 'rows-differ',
      subject: bad.frozen.name,
      expected: String(rowsOf(bad.frozen)),
      actual: bad.content ? String(rowsOf(bad.content)) : bad.said,
    },
  );
}

function sameCounts(
  a: Record<string, number>,
  b: Record<string, number>,
): boolean {
  const names = Object.keys({ ...a, ...b });
  return names.every(name => a[name] === b[name]);
}

/** The first database in which a figure is not that of the manifest. */
function compare(
  name: CheckName,
  found: readonly Found[],
  code: Problem['code'],
  subject: string,
  [figure, what]: [
    (content: Omit<Content, 'tables'>) => string,
    'found' | 'databases',
  ],
): Verification {
  const bad = found.find(
    ({ frozen, content }) => !content || figure(content) !== figure(frozen),
  );
  const all = found.flatMap(({ content }) =>
    content ? [figure(content)] : [],
  );
  const passed =
    what === 'found' ? [...new Set(all)].join(', ') : `${all.length} databases`;
  return verdict(
    name,
    passed,
    bad && {
      code,
      subject,
      expected: `${bad.frozen.name}: ${figure(bad.frozen)}`,
      actual: bad.content ? figure(bad.content) : bad.said,
    },
  );
}

function verdict(
  name: CheckName,
  actual: string,
  problem: Problem | undefined,
): Verification {
  const method = METHODS[name];
  return problem
    ? {
        ...{ name, method, problem },
        state: 'failed',
        blocking: true,
        ...(problem.expected !== undefined && { expected: problem.expected }),
        ...(problem.actual !== undefined && { actual: problem.actual }),
      }
    : { name, state: 'passed', blocking: true, method, actual };
}

function short(hash: string): string {
  return hash.slice(0, 16);
}
