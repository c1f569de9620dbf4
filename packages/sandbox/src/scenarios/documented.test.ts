import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ScenarioManager } from './manager';

const ROOT = resolve(__dirname, '../../../..');
const scenarios = new ScenarioManager([], Date.now).list().map(({ id }) => id);

/** Ids in the first column of the tables of a page that is about scenarios. */
function documented(page: string): string[] {
  const text = readFileSync(resolve(ROOT, page), 'utf8');
  const tables = text
    .split('\n\n')
    .filter(part => /^\| (id|scenario) /.test(part));
  return tables
    .flatMap(table => [...table.matchAll(/^\| `([a-z0-9-]+)` /gm)])
    .map(([, id]) => id);
}

it.each(['docs/reference/sandbox.md', 'packages/sandbox/README.md'])(
  '%s lists every scenario once, and none that is not there',
  page => {
    expect(scenarios.length).toBeGreaterThan(0);
    expect(documented(page).sort()).toEqual([...scenarios].sort());
  },
);
