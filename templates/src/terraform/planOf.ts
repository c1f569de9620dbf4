import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Answers } from '../covering/parameterSpace';
import { materialise, renderTemplate } from '../tester/renderTemplate';
import { scratchFolder } from '../tester/scratch';
import { terraformMust, WORK_FOLDER } from './terraform';

/** The environments of a platform. */
export const PLATFORM_ENVIRONMENTS = [
  'dev',
  'test',
  'staging',
  'prod',
] as const;

/** One of them. */
export type PlatformEnvironment = (typeof PLATFORM_ENVIRONMENTS)[number];

/** A root of Terraform: an environment, or what is made once for an account. */
export type PlatformRoot = PlatformEnvironment | 'bootstrap';

/** What a plan says of one resource. */
export interface PlannedResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly provider_name: string;
  readonly change: {
    readonly actions: readonly string[];
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    readonly after: Readonly<Record<string, any>>;
    readonly after_unknown: Readonly<Record<string, unknown>>;
  };
}

/** What `terraform show -json` says of a plan; more than is named here. */
export interface Plan {
  readonly format_version: string;
  readonly terraform_version: string;
  readonly resource_changes: readonly PlannedResource[];
  readonly planned_values: Readonly<Record<string, unknown>>;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** Answers to the form of platform-aws that the tests begin with. */
const PLATFORM_ANSWERS: Answers = {
  name: 'textloom',
  title: 'TextLoom platform',
  description: 'What the services of TextLoom run on',
  owner: 'group:default/sre',
  repoUrl: 'github.com?owner=textloom&repo=platform',
  backupRegion: 'ap-northeast-1',
  alertEmail: 'sre@textloom.ai',
};

/** With everything that can be chosen: managed Redis and hardware modules. */
export const EVERYTHING: Answers = {
  ...PLATFORM_ANSWERS,
  elasticache: true,
  cloudhsm: true,
};

/** With the longest name that the form takes: all others are made of it. */
export const LONG_NAME: Answers = {
  ...PLATFORM_ANSWERS,
  name: 'a-very-long-platform',
};

/** What each environment is planned with unless a suite asks for something else: they share the plans. */
const USUAL: Readonly<Record<PlatformRoot, Answers>> = {
  bootstrap: PLATFORM_ANSWERS,
  dev: PLATFORM_ANSWERS,
  test: PLATFORM_ANSWERS,
  staging: LONG_NAME,
  prod: EVERYTHING,
};

/** The number that stands for an account where none is asked. */
export const ACCOUNT = '123456789012';

/** Settings of a provider with keys that are none, and nothing that would ask for more. */
const provider = (alias?: string) => `
provider "aws" {${alias ? `\n  alias                       = "${alias}"` : ''}
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}`;

/** Nobody is asked who is signed in. */
const NOBODY = `
data "aws_caller_identity" "current" {
  count = 0
}`;

/** What stands in for AWS in a root. */
function offline(root: PlatformRoot): string {
  return root === 'bootstrap'
    ? `${NOBODY}
locals {
  bucket = "\${var.platform}-terraform-${ACCOUNT}"
}
${provider()}
`
    : `${NOBODY}
module "platform" {
  account_id = "${ACCOUNT}"
}
terraform {
  backend "local" {}
}
${[undefined, 'backup', 'global'].map(provider).join('\n')}
`;
}

/** The files that a platform consists of, by path. */
export type PlatformFiles = ReadonlyMap<string, string>;

/** The files that are emitted for answers. */
export async function platformFiles(
  answers: Answers = PLATFORM_ANSWERS,
): Promise<PlatformFiles> {
  const { files } = await renderTemplate({
    slug: 'platform-aws',
    parameters: answers,
  });
  return files;
}

/** Writes a platform to a folder of its own. The caller removes it. */
export async function writePlatform(files: PlatformFiles): Promise<string> {
  const folder = await mkdtemp(join(scratchFolder(), 'platform-'));
  await materialise(
    { files, binaries: new Map(), executables: new Set() },
    folder,
  );
  return folder;
}

/**
 * The plan of a root by the real Terraform with the real provider, with
 * no account and no network. The same code and settings are planned once on a
 * machine: several suites look at the same plans.
 */
export async function planOf(
  root: PlatformRoot,
  answers: Answers = USUAL[root],
): Promise<Plan> {
  return planOfFiles(await platformFiles(answers), root);
}

/** The plan of a root of a platform whose files may have been changed. */
export async function planOfFiles(
  files: PlatformFiles,
  root: PlatformRoot,
): Promise<Plan> {
  const known = join(WORK_FOLDER, `${keyOf(files, root)}.json`);
  await mkdir(WORK_FOLDER, { recursive: true, mode: 0o700 });
  return alone(async () => {
    const before = await readFile(known, 'utf8').catch(() => undefined);
    const text = before ?? (await plan(files, root));
    if (before === undefined) {
      await writeFile(`${known}.part`, text);
      await rename(`${known}.part`, known);
    }
    return JSON.parse(text) as Plan;
  });
}

async function plan(files: PlatformFiles, root: PlatformRoot): Promise<string> {
  const folder = await writePlatform(files);
  try {
    const code = join(
      folder,
      'terraform',
      ...(root === 'bootstrap' ? [root] : ['environments', root]),
    );
    await writeFile(join(code, 'offline_override.tf'), offline(root));
    await terraformMust(code, ['init', '-no-color']);
    await terraformMust(
      code,
      ['plan', '-no-color', '-refresh=false', '-lock=false', '-out=plan.bin'],
      { TF_VAR_database_password: 'for-the-plan-only' },
    );
    return await terraformMust(code, ['show', '-json', 'plan.bin']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a plan depends on: the code, the settings, and how it is made here. */
function keyOf(files: PlatformFiles, root: PlatformRoot): string {
  const hash = createHash('sha256').update(`${root}\n${offline(root)}\n`);
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (/^terraform\/.*\.(?:tf|tftpl|tfvars\.json)$/.test(path)) {
      hash.update(`${path}\n${text.length}\n${text}`);
    }
  }
  return hash.digest('hex');
}

/** One plan at a time on a machine: two of them take three gibibytes and all its cores. */
async function alone<T>(task: () => Promise<T>): Promise<T> {
  const lock = join(WORK_FOLDER, 'lock');
  for (let tries = 0; ; tries++) {
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
      if (await isStale(lock)) {
        await rm(lock, { force: true });
      } else {
        await wait(Math.min(100 + tries * 10, 1000));
      }
    }
  }
  try {
    return await task();
  } finally {
    await rm(lock, { force: true });
  }
}

/** Whether whoever took the lock has died with it. */
async function isStale(lock: string): Promise<boolean> {
  const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (!owner) {
    return false;
  }
  try {
    process.kill(owner, 0);
    return false;
  } catch {
    return true;
  }
}
