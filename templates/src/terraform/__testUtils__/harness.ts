import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonObject } from '../../covering/json';
import { scratchFolder } from '../../tester/scratch';
import { ACCOUNT, PlatformFiles } from '../planOf';
import { terraform, terraformMust } from '../terraform';

/** Settings of an environment, as terraform.tfvars.json has them, and more of the platform's variables. */
export type Settings = JsonObject;

/** What an environment's root adds to its settings. */
const REST: Settings = {
  account_id: ACCOUNT,
  peer_cidrs: [],
  cluster_admin_role_arns: [],
  database_password: 'for-the-plan-only',
  database_password_version: 1,
  hsm_trust_anchor: '',
  hsm_key_store_password: '',
};

/** The files of modules/platform that say what settings may be; the others make things, which takes time. */
const SAYING = ['catalog.tf', 'networks.tf', 'sizes.tf', 'variables.tf'];

const moduleOf = (name: string, settings: Settings) =>
  [
    `module "${name}" {`,
    '  source = "./settings"',
    ...Object.entries({ ...REST, ...settings }).map(
      ([key, value]) => `  ${key} = ${JSON.stringify(value)}`,
    ),
    '}\n',
  ].join('\n');

/**
 * What the platform has against settings, by their names: the validations of
 * the emitted code by the real Terraform, without making anything of them.
 */
export async function objections(
  files: PlatformFiles,
  cases: Readonly<Record<string, Settings>>,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  // Terraform says first what it knows without a plan, and then nothing more: who was silent is asked again.
  for (let asked = Object.keys(cases); asked.length; ) {
    const said = await ask(files, cases, asked);
    const silent = asked.filter(name => !said.get(name)?.length);
    for (const name of asked) {
      found.set(name, said.get(name) ?? []);
    }
    asked = silent.length < asked.length ? silent : [];
  }
  return found;
}

async function ask(
  files: PlatformFiles,
  cases: Readonly<Record<string, Settings>>,
  names: readonly string[],
): Promise<Map<string, string[]>> {
  const folder = await mkdtemp(join(scratchFolder(), 'settings-'));
  try {
    await mkdir(join(folder, 'settings'));
    for (const name of SAYING) {
      const text = files.get(`terraform/modules/platform/${name}`);
      if (text === undefined) {
        throw new Error(`The platform has no ${name}`);
      }
      await writeFile(join(folder, 'settings', name), text);
    }
    await writeFile(
      join(folder, 'main.tf'),
      names.map(name => moduleOf(name, cases[name])).join('\n'),
    );
    await terraformMust(folder, ['init', '-no-color']);
    const { stdout } = await terraform(folder, ['plan', '-json']);
    return byCase(stdout, names);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Messages of Terraform by the case whose module they are about. @throws for those about none */
function byCase(
  stdout: string,
  names: readonly string[],
): Map<string, string[]> {
  const said = new Map<string, string[]>(names.map(name => [name, []]));
  const lines = stdout.split('\n').filter(Boolean);
  for (const { diagnostic } of lines.map(line => JSON.parse(line))) {
    if (diagnostic) {
      const { context = '' } = diagnostic.snippet ?? {};
      const about = said.get(/^module "([^"]+)"$/.exec(context)?.[1] ?? '');
      if (!about) {
        throw new Error(`${diagnostic.summary}: ${diagnostic.detail}`);
      }
      about.push(diagnostic.detail.split('\n')[0]);
    }
  }
  return said;
}
