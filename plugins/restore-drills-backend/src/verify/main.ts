import { parseArgs } from 'node:util';
import { readKeys } from './readKeys';
import { Report, verifyChainOf, verifyFile } from './verifyFiles';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: 'string', multiple: true },
    chain: { type: 'string' },
  },
});

verify().then(
  ok => {
    process.exitCode = ok ? 0 : 1;
  },
  (error: Error) => {
    process.stderr.write(`It cannot be verified: ${error.message}\n`);
    process.exitCode = 1;
  },
);

async function verify(): Promise<boolean> {
  const keys = await readKeys(values.key ?? []);
  const reports: Report[] = [];
  for (const path of positionals) {
    reports.push(await verifyFile(path, keys));
  }
  if (values.chain !== undefined) {
    reports.push(await verifyChainOf(values.chain, keys));
  }
  reports
    .flatMap(({ lines }) => lines)
    .forEach(line => process.stdout.write(`${line}\n`));
  if (keys.length === 0) {
    process.stdout.write(
      'No --key was given: it is signed by whoever made it. Give the public key of the portal that you trust.\n',
    );
  }
  return reports.length > 0 && reports.every(({ ok }) => ok);
}
