import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RULES } from '@textloom/plugin-scaffolder-golden-paths-common';

it('has every rule in the reference, in the words of the policy', async () => {
  const page = await readFile(
    join(__dirname, '../../../docs/reference/golden-paths.md'),
    'utf8',
  );
  const rows = page
    .split('\n')
    .filter(line => line.startsWith('| `') && line.split('|').length === 6)
    .map(line =>
      line
        .split('|')
        .slice(1, 5)
        .map(cell => cell.trim()),
    );
  const written = rows.filter(([, severity]) => /error|warning/.test(severity));
  expect(written).toEqual(
    Object.entries(RULES).map(([id, { severity, title, fix }]) => [
      `\`${id}\``,
      severity,
      title,
      fix,
    ]),
  );
});
