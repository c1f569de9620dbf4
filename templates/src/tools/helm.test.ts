import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { helm, HELM_VERSIONS } from './helm';

it.each(HELM_VERSIONS)('unpacks Helm %i once, and it runs', async version => {
  const program = await helm(version);
  const { stdout } = await promisify(execFile)(program, ['version', '--short']);
  expect(stdout).toMatch(new RegExp(`^v${version}\\.`));
  expect(await helm(version)).toBe(program);
});
