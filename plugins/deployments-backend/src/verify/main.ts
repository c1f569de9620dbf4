import { parseArgs } from 'node:util';
import { openForReading, readLog } from '../database/readLog';
import { CheckpointFile } from './CheckpointFile';
import { report } from './report';
import { verifyLog } from './verifyLog';

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    schema: { type: 'string' },
    checkpoints: { type: 'string' },
  },
});

verify().then(
  code => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`The log cannot be verified: ${error.message}\n`);
    process.exitCode = 2;
  },
);

async function verify(): Promise<number> {
  const { database: source, schema, checkpoints: directory } = values;
  if (!source || !directory) {
    throw new Error('--database and --checkpoints are needed');
  }
  const checkpoints = await new CheckpointFile(directory).read();
  const database = openForReading(source, schema);
  try {
    const { text, ok } = report(
      await readLog(database, log => verifyLog(log, checkpoints)),
    );
    process.stdout.write(`${text}\n`);
    return ok ? 0 : 1;
  } finally {
    await database.destroy();
  }
}
