import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Verification } from '@textloom/plugin-restore-drills-common';
import { parseBackupLabel } from '../backupLabel';
import { BaseBackup } from '../choosing';
import { Layout } from '../layout';
import { failed, passed } from './types';

const NAME = 'backup-identity';
const METHOD = 'start of the restored backup_label, against the frozen one';

/** That what was restored is the backup that was frozen. */
export async function checkBackupIdentity(
  { data }: Layout,
  frozen: BaseBackup,
): Promise<Verification> {
  // Recovery puts it away under this name.
  const file = join(data, 'backup_label.old');
  const text = await readFile(file, 'utf8').catch(() => '');
  const actual = parseBackupLabel(text)?.startLsn ?? 'none';
  const expected = frozen.startLsn;
  return actual === expected
    ? passed(NAME, METHOD, { expected, actual })
    : failed(NAME, METHOD, {
        code: 'copy-stale',
        subject: frozen.id,
        expected,
        actual,
      });
}
