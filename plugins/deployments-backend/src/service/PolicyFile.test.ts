import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { PolicyFile } from './PolicyFile';

const GOOD = readFileSync(
  join(__dirname, '../../../../policies/deployments.yaml'),
  'utf8',
);
const OTHER = GOOD.replace(/name: test\b/, 'name: test2');

describe('PolicyFile', () => {
  const directory = createMockDirectory();
  const path = directory.resolve('policy.yaml');
  let file: PolicyFile;

  const setUp = (content?: string) => {
    directory.setContent(
      content === undefined ? {} : { 'policy.yaml': content },
    );
    file = new PolicyFile({
      path,
      clock: () => 1_000,
      logger: mockServices.logger.mock(),
    });
    return file;
  };

  afterEach(() => file.stop());

  it('has rules by which nothing can be deployed where there is no file', async () => {
    file = new PolicyFile({
      clock: () => 0,
      logger: mockServices.logger.mock(),
    });
    await file.start({ strict: true }, () => {});
    expect(file.current().policy.environments).toEqual([]);
    expect(file.current().policy.breakGlass.groups).toEqual([]);
  });

  it('refuses the start with a broken file and names the line', async () => {
    setUp('environments: 7\n');
    await expect(file.start({ strict: true }, () => {})).rejects.toThrow(
      /^deployments\.policy is refused: 1:\d+ /,
    );
  });

  it('refuses the start without the file that is named', async () => {
    setUp();
    await expect(file.start({ strict: true }, () => {})).rejects.toThrow(
      'cannot be read',
    );
  });

  it('shows problems where a broken file does not stop the start', async () => {
    setUp('environments: 7\n');
    await file.start({ strict: false }, () => {});
    expect(file.current().problems).not.toEqual([]);
    expect(file.current().policy.environments).toEqual([]);
  });

  it('takes a newer file, keeps the older rules while the newer file is broken, and recovers', async () => {
    const told: string[] = [];
    setUp(GOOD);
    await file.start({ strict: true }, ({ version }) => told.push(version));
    const { version } = file.current().policy;
    expect(told).toEqual([]);
    await writeFile(path, OTHER);
    await file.check();
    const newer = file.current().policy.version;
    expect(newer).not.toBe(version);
    await writeFile(path, `${GOOD}\nunknown: key\n`);
    await file.check();
    expect(file.current().policy.version).toBe(newer);
    expect(file.current().problems[0]?.line).toBeGreaterThan(1);
    await writeFile(path, GOOD);
    await file.check();
    expect(file.current()).toMatchObject({ policy: { version }, problems: [] });
    expect(told).toEqual([newer, version]);
  });

  it('refuses a file of an absurd size', async () => {
    setUp(`# ${'x'.repeat(1_000_001)}`);
    await file.check();
    expect(file.current().problems[0]?.message).toContain('too large');
  });
});
