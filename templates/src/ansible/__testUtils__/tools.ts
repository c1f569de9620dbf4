import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Administrators' programs are not always on the path of others. */
const FOLDERS = [
  ...(process.env.PATH ?? '').split(':'),
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
];

/** The path of a program, or undefined where it is not installed. */
export function findTool(name: string): string | undefined {
  return FOLDERS.map(folder => join(folder, name)).find(path => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const mayRun = (tools: readonly string[], also: boolean) =>
  process.env.CI !== undefined ||
  (also && tools.every(tool => findTool(tool) !== undefined));

/** What a test needs: in CI it has to be there, on a person's machine the test is left out. */
export function needing(tools: readonly string[], also = true): jest.It {
  return mayRun(tools, also) ? it : it.skip;
}

/** The same for several tests. */
export function describeWith(
  tools: readonly string[],
  also = true,
): jest.Describe {
  return mayRun(tools, also) ? describe : describe.skip;
}
