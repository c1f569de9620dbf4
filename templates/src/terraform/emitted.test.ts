import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../tools/run';
import { EVERYTHING, platformFiles, writePlatform } from './planOf';
import { testsTerraform, terraformEnvironment } from './terraform';

jest.setTimeout(400_000);

const ofTerraform = testsTerraform() ? describe : describe.skip;

ofTerraform('an emitted platform', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await writePlatform(await platformFiles(EVERYTHING));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const check = async (...steps: string[]) =>
    run('bash', ['scripts/check.sh', ...steps], {
      cwd: folder,
      timeoutMs: 380_000,
      env: await terraformEnvironment(),
    });

  it('passes its own checks', async () => {
    const { code, stdout, stderr } = await check('validate', 'test');
    expect(`${stdout}${stderr}`).not.toMatch(/Error|Warning/);
    expect(code).toBe(0);
    for (const root of ['bootstrap', 'modules/platform', 'environments/dev']) {
      expect(stdout).toContain(`== ${root}\n`);
    }
    expect(stdout.match(/^Success! \d+ passed, 0 failed/gm)).toHaveLength(6);
  });

  it('fails them when an environment has code of its own, or code out of shape', async () => {
    const file = join(folder, 'terraform/environments/dev/outputs.tf');
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}# only here\n`);
    const differs = await check('validate');
    expect(differs.code).not.toBe(0);
    expect(`${differs.stdout}${differs.stderr}`).toMatch(/differ|EOF/);
    await writeFile(file, text.replace('{', '{ '));
    const shapeless = await check('validate');
    expect(shapeless.code).not.toBe(0);
    expect(shapeless.stdout).toContain('environments/dev/outputs.tf');
  });

  it('says what to do where Terraform is missing', async () => {
    const { code, stderr } = await run('bash', ['scripts/check.sh'], {
      cwd: folder,
      env: { PATH: await withoutTerraform(), HOME: folder },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Terraform is missing: install 1\.11 or later/);
  });

  /** A folder with what the script calls before it looks for Terraform. */
  async function withoutTerraform(): Promise<string> {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    for (const tool of ['bash', 'dirname']) {
      await symlink(`/usr/bin/${tool}`, join(bin, tool));
    }
    return bin;
  }
});
