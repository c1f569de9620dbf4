import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Sentence } from './sentence.ts';

const USAGE =
  'Usage: npm run verify-log -- [--database FILE-OR-URL] [--schema NAME] [--checkpoints FOLDER].';

/**
 * What the verifier of the deployments' log is asked: by default the state of the portal that runs from this checkout.
 * @throws Sentence for an argument that it does not have
 */
export function verifierArguments(
  args: readonly string[],
  { state, cwd }: { state: string; cwd: string },
): string[] {
  const { database, schema, checkpoints } = read(args);
  const isUrl = database !== undefined && /^postgres(ql)?:\/\//.test(database);
  if (isUrl && checkpoints === undefined) {
    throw new Sentence(
      `Where are the checkpoints of this database? ${USAGE} The folder is deployments.checkpoints.directory of the portal's configuration.`,
    );
  }
  const source =
    database === undefined
      ? join(state, 'deployments.sqlite')
      : resolve(cwd, database);
  return [
    '--database',
    isUrl ? database : source,
    '--checkpoints',
    resolve(cwd, checkpoints ?? join(state, 'checkpoints')),
    ...(schema === undefined ? [] : ['--schema', schema]),
  ];
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        database: { type: 'string' },
        schema: { type: 'string' },
        checkpoints: { type: 'string' },
      },
    }).values;
  } catch {
    throw new Sentence(USAGE);
  }
}
