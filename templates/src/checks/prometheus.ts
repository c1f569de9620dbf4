import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from '../tools/run';
import { Files, ToolFinding } from './finding';

/** Whether Prometheus' own checker is on this machine. */
export async function hasPromtool(
  path = process.env.PATH ?? '',
): Promise<boolean> {
  const found = await Promise.all(
    path.split(delimiter).map(folder =>
      access(join(folder, 'promtool'), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** What promtool said of rules and tests; most variants share theirs. */
const known = new Map<string, ToolFinding[]>();

/** Runs promtool over the rules of a chart and the tests of them. */
export async function checkPrometheus(
  files: Files,
  folder: string,
): Promise<ToolFinding[]> {
  const named = (pattern: RegExp) =>
    [...files.keys()].filter(path => pattern.test(path));
  const asked: [string, string[]][] = [
    ['check', named(/^chart\/rules\/.*\.ya?ml$/)],
    ['test', named(/^chart\/tests\/.*\.ya?ml$/)],
  ];
  const key = JSON.stringify(
    asked.flatMap(([, paths]) => paths.map(path => files.get(path))),
  );
  const before = known.get(key);
  if (before) {
    return before;
  }
  const found: ToolFinding[] = [];
  known.set(key, found);
  for (const [verb, paths] of asked) {
    if (paths.length === 0) {
      found.push({
        tool: 'promtool',
        where: 'chart',
        message: `Nothing to ${verb}`,
      });
      continue;
    }
    const { code, stdout, stderr } = await run(
      'promtool',
      [verb, 'rules', ...paths],
      { cwd: folder },
    );
    if (code !== 0) {
      found.push({
        tool: 'promtool',
        where: paths.join(' '),
        message: `${stdout}${stderr}`.trim(),
      });
    }
  }
  return found;
}
