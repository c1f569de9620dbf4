import {
  FrozenEvidence,
  Problem,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext } from '../../service/ports';
import { failed, passed, skipped } from '../postgres/checks/types';
import { infoOf, Session } from './client';
import { RDB_FILE } from './layout';
import { Restored, toolFor } from './restoreCopy';
import { checkSample, compareSample, SAMPLE_KEYS } from './sample';

/** What is checked before a server has opened the files, and what it then has. */
export async function checkRestored(
  context: DrillContext,
  frozen: FrozenEvidence,
  restored: Restored,
  session: Session,
): Promise<Verification[]> {
  const info = await infoOf(session, 'everything');
  context.log('checking the keys');
  return [
    ...checkHashes(restored),
    checkIdentity(frozen, restored),
    checkTool(restored),
    checkCount(restored, info),
    ...checkExpiry(restored, info),
    await checkKeys(context, restored, session),
  ];
}

/** The first file that is not what its manifest says. */
export function damagedFile({
  id,
  files,
  hashes = {},
}: Restored): Problem | undefined {
  const bad = files.find(
    ({ name, sha256 }) => (hashes[name] ?? sha256) !== sha256,
  );
  return (
    bad && {
      code: 'backup-damaged',
      subject: `${id}/${bad.name}`,
      expected: hashes[bad.name].slice(0, 16),
      actual: bad.sha256.slice(0, 16),
    }
  );
}

function checkHashes(restored: Restored): Verification[] {
  if (!restored.hashes) {
    return [];
  }
  const method = "SHA-256 of each file against the copy's manifest";
  const problem = damagedFile(restored);
  return [
    problem
      ? failed('manifest', method, problem)
      : passed('manifest', method, {
          actual: `${restored.files.length} files`,
        }),
  ];
}

function checkIdentity(
  { backup, archive }: FrozenEvidence,
  { id, files }: Restored,
): Verification {
  const name = 'backup-identity';
  const method = 'name and length of the files, against those that were frozen';
  const sum = (of: readonly { bytes: number }[]) =>
    of.reduce((total, { bytes }) => total + bytes, 0);
  const [expected, actual] = [backup.bytes + sum(archive), sum(files)];
  if (id !== backup.id) {
    return failed(name, method, {
      code: 'copy-stale',
      subject: id,
      expected: backup.id,
      actual: id,
    });
  }
  const absent = archive.find(
    file => !files.some(other => other.name === file.name),
  );
  if (absent) {
    return failed(name, method, {
      code: 'backup-incomplete',
      subject: `${id}/${absent.name}`,
    });
  }
  return actual === expected
    ? passed(name, method, { actual: id })
    : failed(name, method, {
        code: 'copy-stale',
        subject: id,
        expected: `${expected} bytes`,
        actual: `${actual} bytes`,
      });
}

function checkTool({ id, files, report }: Restored): Verification {
  const tool = toolFor(files.map(({ name }) => name));
  if (!report) {
    return skipped(tool, 'it is not installed');
  }
  if (report.ok) {
    return passed(tool, tool, { actual: 'in order' });
  }
  const subject = report.file === undefined ? id : `${id}/${report.file}`;
  // A copy of a log that is written to may end within a command; the server leaves that one out.
  return report.tornBytes === undefined
    ? failed(tool, tool, {
        code: 'backup-damaged',
        subject,
        actual: report.said,
      })
    : failed(
        tool,
        tool,
        {
          code: 'backup-incomplete',
          subject,
          actual: `${report.tornBytes} bytes at its end`,
        },
        { blocking: false },
      );
}

/** Keys that have expired when the snapshot was loaded are not there any more, and neither are those that have since. */
function checkCount(
  { files, report }: Restored,
  info: ReadonlyMap<string, string>,
): Verification {
  const name = 'key-count';
  const { loaded, expired, there } = countsOf(info);
  const beside = files.some(file => file.name === RDB_FILE);
  const read = report?.keys?.read;
  if (beside && info.get('aof_enabled') === '1') {
    return failed(name, 'what the server says that it has read', {
      code: 'rdb-ignored-by-aof',
      subject: RDB_FILE,
      ...(read !== undefined && { expected: String(read) }),
      actual: String(there),
    });
  }
  const method =
    'keys loaded and expired by INFO, against those of the snapshot';
  if (read !== undefined && loaded + expired !== read) {
    return failed(name, method, {
      code: 'recovered-too-little',
      expected: String(read),
      actual: String(loaded + expired),
    });
  }
  const since = Number(info.get('expired_keys'));
  // A log has more keys, or fewer, than the snapshot at its beginning.
  if (beside && there + since !== loaded) {
    return failed(name, method, {
      code: 'recovered-too-little',
      expected: String(loaded),
      actual: String(there + since),
    });
  }
  return passed(name, method, { actual: String(there) });
}

/** The time that a key has left goes on while it lies in a copy. */
function checkExpiry(
  { files, report }: Restored,
  info: ReadonlyMap<string, string>,
): Verification[] {
  const keys = report?.keys;
  const ignored = info.get('aof_enabled') === '1';
  if (!keys || ignored || !files.some(file => file.name === RDB_FILE)) {
    return [];
  }
  const name = 'expiry';
  const method =
    'keys with an expiry and those that were dropped, against the snapshot';
  const { expired, expiring } = countsOf(info);
  const all = expiring + expired + Number(info.get('expired_keys'));
  const problem: Problem = {
    code: 'check-failed',
    subject: name,
    expected: String(keys.expiring),
    actual: String(all),
  };
  return [
    all === keys.expiring && expired >= keys.expired
      ? passed(name, method, { actual: `${expired} of ${keys.expiring}` })
      : failed(name, method, problem),
  ];
}

async function checkKeys(
  context: DrillContext,
  { sample }: Restored,
  session: Session,
): Promise<Verification> {
  const name = 'key-sample';
  const method = sample
    ? "SHA-256 of values, against the copy's manifest"
    : `SCAN, then DUMP and RESTORE of up to ${SAMPLE_KEYS} keys`;
  const { keys, problem } = sample
    ? await compareSample(context, session, sample)
    : await checkSample(context, session);
  return problem
    ? failed(name, method, problem)
    : passed(name, method, { actual: String(keys) });
}

/** Keys by `INFO`: of the snapshot loaded and expired, and there now, of them with an expiry. */
function countsOf(info: ReadonlyMap<string, string>) {
  const databases = [...info]
    .filter(([name]) => /^db\d+$/.test(name))
    .map(([, value]) => /^keys=(\d+),expires=(\d+)/.exec(value) ?? []);
  const sum = (group: number) =>
    databases.reduce((total, match) => total + Number(match[group] ?? 0), 0);
  return {
    loaded: Number(info.get('rdb_last_load_keys_loaded') ?? 0),
    expired: Number(info.get('rdb_last_load_keys_expired') ?? 0),
    there: sum(1),
    expiring: sum(2),
  };
}
