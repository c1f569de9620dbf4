import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { releaseRequestSchema } from '@textloom/plugin-deployments-common';
import { emit, Emitted, removeEmitted } from './__testUtils__/emit';
import { Answer, FakeServer } from './__testUtils__/FakeServer';
import { git, run } from './__testUtils__/run';

const GIT_CLIFF = resolve(require.resolve('git-cliff'), '../../..');
const CLIFF = join(GIT_CLIFF, 'lib/cli/cli.js');
const DIGEST = `sha256:${'5'.repeat(64)}`;

jest.setTimeout(120_000);

let repository: Emitted;
const script = (
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) => run(repository.folder, 'bash', [`scripts/${name}.sh`, ...args], env);

async function commit(message: string, file = 'file.txt') {
  await writeFile(join(repository.folder, file), message);
  await git(repository.folder, 'add', '--all');
  await git(repository.folder, 'commit', '--quiet', '--message', message);
}

const version = (branch: string, build = '42') =>
  script('version', [branch, build], {
    GIT_CLIFF: `${process.execPath} ${CLIFF}`,
  });

beforeAll(async () => {
  repository = await emit('api-service');
  await git(repository.folder, 'init', '--quiet');
  await commit('feat: first version from the golden path', 'README.md');
});
afterAll(removeEmitted);

describe('the version that a push builds', () => {
  it('is the first one, before there was any', async () => {
    expect((await version('develop')).outputs).toEqual({
      version: '0.1.0-dev.42',
      ref: 'refs/heads/develop',
      release: 'false',
    });
    expect((await version('main')).outputs).toEqual({
      version: '0.1.0',
      ref: 'refs/tags/v0.1.0',
      release: 'true',
    });
  });

  it.each([
    ['release/1.2.0', '1.2.0-rc.42'],
    ['hotfix/1.2.1', '1.2.1-rc.42'],
  ])('of %s is what the branch prepares', async (branch, expected) => {
    expect((await version(branch)).outputs).toEqual({
      version: expected,
      ref: `refs/heads/${branch}`,
      release: 'false',
    });
  });

  it.each([
    ['feature/x', '42', 'Nothing is built from feature/x'],
    ['release/next', '42', 'Call the branch release/1.2.0'],
    ['release/1.2.0$(touch hacked)', '42', 'Call the branch release/1.2.0'],
    ['develop', '4 2', 'The number of a build is digits'],
  ])('is refused for %s and build %s', async (branch, build, message) => {
    const { code, stderr } = await version(branch, build);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(await run(repository.folder, 'ls', ['hacked'])).toMatchObject({
      stdout: '',
    });
  });

  it('follows the commits since the last version, and main has it once', async () => {
    await git(repository.folder, 'tag', 'v0.1.0');
    expect((await version('main')).outputs.release).toBe('false');
    expect((await version('develop')).outputs.version).toBe('0.1.1-dev.42');
    await commit('fix: one');
    expect((await version('develop')).outputs.version).toBe('0.1.1-dev.42');
    await commit('feat: two');
    expect((await version('develop')).outputs.version).toBe('0.2.0-dev.42');
    await commit('feat!: three');
    expect((await version('develop')).outputs.version).toBe('1.0.0-dev.42');
  });

  it('is in the changelog, which is made from the commits', async () => {
    const { code, stdout } = await run(repository.folder, process.execPath, [
      CLIFF,
      '--tag',
      'v1.0.0',
    ]);
    expect(code).toBe(0);
    const short = (text: string) =>
      text
        .replace(/\d{4}-\d\d-\d\d/g, 'DAY')
        .replace(/\([0-9a-f]{8}\)/g, 'SHA');
    expect(short(stdout)).toBe(`# Changelog

Made from the commit messages when a release branch begins. Versions: https://semver.org

## [1.0.0] - DAY

### Added

- Two SHA
- **breaking** – Three SHA

### Fixed

- One SHA

## [0.1.0] - DAY

### Added

- First version from the golden path SHA
`);
    await writeFile(join(repository.folder, 'CHANGELOG.md'), stdout);
    expect((await version('main')).outputs).toMatchObject({
      version: '1.0.0',
      release: 'true',
    });
    await commit('chore(release): 1.0.0');
  });
});

describe('the report of a release', () => {
  const HOSTILE =
    'fix: answer "409" $(id) `id` \\ \u{1F3AC} ${{ github.token }}';
  const measured = {
    VERSION: '1.0.0',
    REF: 'refs/tags/v1.0.0',
    DIGEST,
    COVERAGE: '93.1',
    TESTS: '128',
    VULNERABILITIES: '0',
    BUILDER: 'github-actions[bot]',
    SPONSOR: 'Jane',
    CHART_VERSION: '1.0.0',
    CHART_DIGEST: DIGEST,
    RUN_URL: 'https://github.com/textloom/video-search/actions/runs/1',
    NOW: '1795900000000',
  };
  const report = async (changes: Readonly<Record<string, string>> = {}) => {
    const { code, stderr } = await script('release-request', ['release.json'], {
      ...measured,
      ...changes,
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const file = join(repository.folder, 'release.json');
    const request = JSON.parse(await readFile(file, 'utf8'));
    await rm(file);
    return request;
  };

  it('is what the portal takes', async () => {
    const request = releaseRequestSchema.parse(await report());
    const head = await git(repository.folder, 'rev-parse', 'HEAD');
    expect(request).toMatchObject({
      service: 'video-search',
      version: '1.0.0',
      ref: 'refs/tags/v1.0.0',
      commit: head,
      images: [
        { repository: 'registry.textloom.ai/video-search', digest: DIGEST },
      ],
      chart: { name: 'video-search', version: '1.0.0', digest: DIGEST },
      builder: 'github-actions[bot]',
      sponsor: 'jane',
    });
    expect(
      request.evidence.map(({ kind, outcome, value, at }) => [
        kind,
        outcome,
        value,
        at,
      ]),
    ).toEqual([
      ['ci', 'passed', 128, 1795900000000],
      ['coverage', 'passed', 93.1, 1795900000000],
      ['image-scan', 'passed', 0, 1795900000000],
    ]);
  });

  it('names all since the version before, with author and files', async () => {
    const { commits } = await report();
    expect(
      commits.map((one: { title: string; author: string }) => [
        one.title,
        one.author,
      ]),
    ).toEqual([
      ['chore(release): 1.0.0', 'jane@example.com'],
      ['feat!: three', 'jane@example.com'],
      ['feat: two', 'jane@example.com'],
      ['fix: one', 'jane@example.com'],
    ]);
    expect(commits[3].files).toEqual(['file.txt']);
    expect(commits[0].files.sort()).toEqual(['CHANGELOG.md', 'file.txt']);
  });

  it('says of a vulnerable image that its scan failed', async () => {
    const { evidence } = await report({ VULNERABILITIES: '3' });
    expect(evidence[2]).toMatchObject({
      kind: 'image-scan',
      outcome: 'failed',
      value: 3,
    });
  });

  it('carries hostile commit messages and file names as text', async () => {
    await commit(HOSTILE, 'a "b" $(id) 视频.txt');
    const request = releaseRequestSchema.parse(await report());
    expect(request.commits[0].title).toBe(HOSTILE);
    expect(request.commits[0].files).toEqual(['a "b" $(id) 视频.txt']);
  });

  it('is refused while something is missing', async () => {
    const { code, stderr } = await script('release-request', ['x.json'], {
      ...measured,
      DIGEST: '',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('Set DIGEST: see docs/releases.md');
  });

  describe('reaches the portal', () => {
    const answers: Answer[] = [];
    let portal: FakeServer;
    beforeAll(async () => {
      portal = await FakeServer.start(
        () => answers.shift() ?? [201, { id: 'a-release' }],
      );
      await writeFile(
        join(repository.folder, 'release.json'),
        JSON.stringify(await report()),
      );
    });
    beforeEach(() => portal.asked.splice(0));
    afterAll(() => portal.stop());
    const send = () =>
      script('report-release', ['release.json'], {
        TEXTLOOM_PORTAL_URL: `${portal.url}/`,
        TOKEN: 'a-token',
      });

    it('with its token and one key, and again when it may pass', async () => {
      answers.push([503, {}]);
      const { code, stderr } = await send();
      expect(stderr).toContain('Reported as a-release');
      expect(code).toBe(0);
      expect(portal.asked).toHaveLength(2);
      const keys = portal.asked.map(
        ({ headers }) => headers['idempotency-key'],
      );
      expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(keys[1]).toBe(keys[0]);
      const [{ method, url, headers, body }] = portal.asked;
      expect(`${method} ${url.pathname}`).toBe(
        'POST /api/deployments/releases',
      );
      expect(headers.authorization).toBe('Bearer a-token');
      expect(() => releaseRequestSchema.parse(JSON.parse(body))).not.toThrow();
    });

    it('once when it is refused, and says why', async () => {
      const message = 'This version has other digests already';
      answers.push([409, { error: { message } }]);
      const { code, stderr } = await send();
      expect(code).toBe(1);
      expect(stderr).toContain(`The portal refuses the release: ${message}`);
      expect(stderr).not.toContain('a-token');
      expect(portal.asked).toHaveLength(1);
    });
  });
});

describe('the coverage gate', () => {
  const measure = async (rate: string) => {
    const write = (name: string, text: string) =>
      writeFile(join(repository.folder, name), text);
    await write(
      'coverage.xml',
      `<?xml version="1.0" ?>\n<coverage version="7" line-rate="${rate}" branch-rate="0.1"></coverage>`,
    );
    await write(
      'junit.xml',
      '<?xml version="1.0"?><testsuites name="x"><testsuite name="a" errors="0" tests="12" time="0.1"/></testsuites>',
    );
    return script('coverage', []);
  };

  it.each(['0.801', '0.9312', '1'])('lets %s pass', async rate => {
    const { code, outputs } = await measure(rate);
    expect(code).toBe(0);
    expect(outputs).toEqual({
      coverage: (Number(rate) * 100).toFixed(1),
      tests: '12',
    });
  });

  it.each(['0.80', '0.5', '0'])('stops %s', async rate => {
    const { code, stderr } = await measure(rate);
    expect(code).toBe(1);
    expect(stderr).toContain('more than 80 % are needed');
  });

  it('stops what has no report', async () => {
    await rm(join(repository.folder, 'coverage.xml'));
    const { code, stderr } = await script('coverage', []);
    expect(code).toBe(1);
    expect(stderr).toContain('left no coverage.xml');
  });
});

it('runs the version of git-cliff that it is tested with', async () => {
  const manifest = await readFile(join(GIT_CLIFF, 'package.json'), 'utf8');
  const used = [...repository.files.values()].flatMap(text =>
    [...text.matchAll(/git-cliff@([\d.]+)/g)].map(([, found]) => found),
  );
  expect(used.length).toBeGreaterThan(0);
  expect(new Set(used)).toEqual(new Set([JSON.parse(manifest).version]));
});
