import { versionOfHeader } from '@textloom/plugin-costs-common';
import { DuckSession } from '../openDuck';
import { BillProblem, shown } from '../../bills/BillProblem';
import { BillFile, columnsOf } from './readRaw';

/** FOCUS has some 60 columns, and providers add some. */
const MAX_COLUMNS = 500;

/**
 * The columns of each file, which must be the same in all of one partition, and the version of FOCUS that they are of.
 * @throws BillProblem when they are of none, or of several
 */
export async function headersOf(
  session: DuckSession,
  files: readonly BillFile[],
): Promise<{ focusVersion: string; columns: string[][] }> {
  const columns: string[][] = [];
  const versions = new Set<string>();
  for (const file of files) {
    const names = await columnsOf(session, file);
    if (names.length > MAX_COLUMNS) {
      throw new BillProblem('too-large', { columns: String(names.length) });
    }
    const verdict = versionOfHeader(names);
    if ('problem' in verdict) {
      const { code, args } = verdict.problem;
      throw new BillProblem(code, { ...args, file: shown(file.name) });
    }
    versions.add(verdict.version);
    columns.push(names);
  }
  const [first, ...others] = columns.map(names => [...names].sort().join('\n'));
  if (versions.size > 1 || others.some(other => other !== first)) {
    throw new BillProblem('mixed-versions', {
      versions: [...versions].sort().join(', '),
    });
  }
  return { focusVersion: [...versions][0], columns };
}
