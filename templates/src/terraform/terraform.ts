import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { Ended, run } from '../tools/run';

/** The provider that the emitted code asks for, as it lies in a mirror of providers. */
const PROVIDER = 'registry.terraform.io/hashicorp/aws/5.100.0';

/** Terraform takes longer than most tools: it reads 1,500 schemas. */
const PATIENCE_MS = 240_000;

/** Where plans and settings of this user's test runs lie. */
export const WORK_FOLDER = join(
  tmpdir(),
  `textloom-terraform-${userInfo().uid}`,
);

/** Folders that may hold providers for machines without the registry. */
function mirrors(): string[] {
  return [
    ...(process.env.TEXTLOOM_TERRAFORM_MIRROR ?? '')
      .split(delimiter)
      .filter(Boolean),
    join(homedir(), '.terraform.d', 'plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
  ];
}

/** The folder of a mirror that has the provider; none where it has to come from the registry. */
function providerMirror(folders = mirrors()): string | undefined {
  return folders.find(folder => existsSync(join(folder, PROVIDER)));
}

/** Why Terraform cannot be used here; nothing when it can. */
function terraformMissing(path = process.env.PATH ?? ''): string {
  const installed = path
    .split(delimiter)
    .some(folder => existsSync(join(folder, 'terraform')));
  if (!installed) {
    return 'Terraform is not installed';
  }
  return providerMirror()
    ? ''
    : `No folder of providers holds ${PROVIDER}: set TEXTLOOM_TERRAFORM_MIRROR`;
}

/**
 * Whether what needs Terraform and its provider is tested. They have to be there
 * in CI; a person's machine may be without them.
 * @throws in CI, when something is missing
 */
export function testsTerraform(): boolean {
  const missing = terraformMissing();
  if (missing && process.env.CI !== undefined) {
    throw new Error(missing);
  }
  return !missing;
}

/** The process environment without what a person has set for their own Terraform. */
function offline(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:TF_|AWS_)/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    CHECKPOINT_DISABLE: '1',
    // Terraform and each of its providers read the same schemas: collected less often, that takes a quarter less.
    GOGC: '400',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    ...more,
  };
}

/** Settings that have Terraform take its provider from the mirror, and call nobody. */
export async function terraformEnvironment(): Promise<NodeJS.ProcessEnv> {
  const mirror = providerMirror();
  if (!mirror) {
    return offline();
  }
  await mkdir(WORK_FOLDER, { recursive: true, mode: 0o700 });
  const settings = join(WORK_FOLDER, 'terraform.rc');
  await writeFile(
    settings,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(
      mirror,
    )}\n  }\n}\n`,
  );
  return offline({ TF_CLI_CONFIG_FILE: settings });
}

/** Runs Terraform in a folder to its end, whatever it says. */
export async function terraform(
  folder: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return run('terraform', args, {
    cwd: folder,
    timeoutMs: PATIENCE_MS,
    env: { ...(await terraformEnvironment()), ...variables },
  });
}

/** Runs Terraform. @throws with what it said when it fails */
export async function terraformMust(
  folder: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, stdout, stderr } = await terraform(folder, args, variables);
  if (code !== 0) {
    throw new Error(
      `terraform ${args.join(' ')} in ${folder}:\n${stdout}${stderr}`,
    );
  }
  return stdout;
}
