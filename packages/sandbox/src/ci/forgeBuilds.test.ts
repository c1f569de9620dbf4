import {
  ForgeServer,
  startForgeServer,
} from '../forge/__testUtils__/forgeServer';
import { ForgeBuilds } from './ForgeBuilds';
import { compareReleases, nextVersion, versionOfTag } from './nextVersion';
import { CiRelease } from './releases';

jest.setTimeout(60_000);

const FILES = {
  Dockerfile: 'FROM scratch\n',
  'src/main.py': 'print()\n',
  'chart/Chart.yaml': 'name: captions\nversion: 0.3.1\n',
  'chart/values.yaml':
    'image:\n  repository: registry.textloom.ai/captions-image\n',
};

describe('CI of the forge', () => {
  let server: ForgeServer;
  let releases: CiRelease[];
  let problems: string[];
  let builds: ForgeBuilds;

  const start = async () => {
    builds = new ForgeBuilds({
      forge: server.forge,
      publish: release => releases.push(release),
      log: line => problems.push(line),
      buildMs: 1,
    });
    await builds.start();
  };
  /** Releases, once there are so many. */
  const after = async (count: number) => {
    for (let tries = 0; releases.length < count && tries < 400; tries++) {
      await new Promise(resolve => setTimeout(resolve, 25));
    }
    // What would come too much comes soon.
    await new Promise(resolve => setTimeout(resolve, 150));
    expect(problems).toEqual([]);
    expect(releases.map(({ version }) => version)).toHaveLength(count);
    return releases;
  };

  beforeEach(async () => {
    server = await startForgeServer();
    releases = [];
    problems = [];
    await start();
  });
  afterEach(async () => {
    await builds.stop();
    await server.close();
  });

  it('tells of the first release with what the commit holds', async () => {
    const copy = await server.push('captions', FILES, {
      message: 'feat: begin\n\nMore.',
    });
    const [release] = await after(1);
    const commit = await server.git(copy, 'rev-parse', 'HEAD');
    expect(release).toEqual({
      service: 'captions',
      version: '0.1.0',
      images: [
        {
          repository: 'registry.textloom.ai/captions-image',
          digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        },
      ],
      chart: {
        name: 'captions',
        version: '0.1.0',
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      },
      commit,
      ref: 'refs/tags/v0.1.0',
      commits: [
        {
          sha: commit,
          title: 'feat: begin',
          author: 'ana@textloom.invalid',
          files: Object.keys(FILES).sort(),
        },
      ],
      builder: 'github-actions[bot]',
      evidence: [
        expect.objectContaining({ kind: 'ci', outcome: 'passed' }),
        expect.objectContaining({ kind: 'coverage', value: 86 }),
        expect.objectContaining({ kind: 'image-scan', value: 0 }),
      ],
    });
    expect(await server.git(copy, 'ls-remote', '--tags', 'origin')).toBe(
      `${commit}\trefs/tags/v0.1.0`,
    );
  });

  it('goes on by what commits say, and builds develop before it is a release', async () => {
    const copy = await server.push('captions', FILES);
    await after(1);
    await server.change(copy, { 'src/main.py': '1\n' }, 'fix: one');
    await after(2);
    await server.change(copy, { 'src/main.py': '2\n' }, 'feat: two', 'develop');
    const [first, second, third] = await after(3);
    expect([second.version, second.ref]).toEqual(['0.1.1', 'refs/tags/v0.1.1']);
    expect([third.version, third.ref]).toEqual([
      '0.2.0-dev.1',
      'refs/heads/develop',
    ]);
    expect(third.commits.map(({ title }) => title)).toEqual(['feat: two']);
    expect(second.images).not.toEqual(first.images);
    // The chart is the same in all three.
    expect(new Set(releases.map(({ chart }) => chart?.digest)).size).toBe(1);
  });

  it('releases main once for each version of its changelog, and prepares the next beside it', async () => {
    const changelog = (version: string) =>
      `# Changelog\n\n## [Unreleased]\n\n## [${version}] - 2026-11-25\n\n## [0.0.9]\n`;
    const copy = await server.push('captions', {
      ...FILES,
      'CHANGELOG.md': changelog('0.4.0'),
    });
    await after(1);
    await server.change(copy, { 'src/main.py': '1\n' }, 'feat: no release');
    await after(1);
    const branch = 'release/0.5.0';
    await server.change(copy, { 'src/main.py': '2\n' }, 'fix: two', branch);
    await after(2);
    const next = { 'CHANGELOG.md': changelog('0.5.0') };
    await server.change(copy, next, 'chore(release): 0.5.0');
    await after(3);
    expect(releases.map(({ version, ref }) => [version, ref])).toEqual([
      ['0.4.0', 'refs/tags/v0.4.0'],
      ['0.5.0-rc.2', 'refs/heads/release/0.5.0'],
      ['0.5.0', 'refs/tags/v0.5.0'],
    ]);
    expect(releases[2].commits).toHaveLength(3);
  });

  it('takes a version that somebody has tagged', async () => {
    const copy = await server.push('captions', FILES);
    await after(1);
    await server.git(copy, 'tag', '-a', 'v1.0.0', '-m', 'One');
    await server.write(copy, { 'src/main.py': 'changed\n' });
    await server.git(copy, 'commit', '--quiet', '--all', '-m', 'feat!: other');
    await server.git(copy, 'tag', '--force', '-a', 'v1.0.0', '-m', 'One');
    await server.git(copy, 'tag', 'nightly');
    await server.git(copy, 'push', '--quiet', 'origin', 'main', '--tags');
    const [, release] = await after(2);
    expect([release.version, release.ref]).toEqual([
      '1.0.0',
      'refs/tags/v1.0.0',
    ]);
    expect(release.commit).toBe(await server.git(copy, 'rev-parse', 'HEAD'));
  });

  it('tells the same after a restart, and of what was pushed meanwhile', async () => {
    const copy = await server.push('captions', FILES);
    const [before] = await after(1);
    await builds.stop();
    releases = [];
    await server.change(copy, { 'src/main.py': '1\n' }, 'fix: one');
    await start();
    await after(2);
    expect(releases[0]).toEqual(before);
    expect(releases[1].version).toBe('0.1.1');
  });

  it('builds the same files to the same digest', async () => {
    await server.push('one', { ...FILES, 'chart/values.yaml': '{' });
    await after(1);
    const copy = await server.push('two', FILES);
    await after(2);
    await server.git(
      copy,
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'fix: x',
    );
    await server.git(copy, 'push', '--quiet', 'origin', 'main');
    const [one, two, again] = await after(3);
    expect(one.images[0].repository).toBe('registry.textloom.ai/one');
    expect(again.images).toEqual(two.images);
  });

  it('builds nothing without a Dockerfile', async () => {
    const copy = await server.push('library', { 'Chart.yaml': 'name: x\n' });
    await after(0);
    expect(await server.git(copy, 'ls-remote', '--tags', 'origin')).toBe('');
  });
});

describe('nextVersion', () => {
  it.each([
    [undefined, ['feat: x'], '0.1.0'],
    ['0.1.0', ['fix: x'], '0.1.1'],
    ['0.1.0', ['docs: x', 'feat(api): y'], '0.2.0'],
    ['0.1.0', ['feat!: x'], '1.0.0'],
    ['1.4.2', ['refactor(api)!: x'], '2.0.0'],
    ['1.4.2', ['fix: x\n\nBREAKING CHANGE: y'], '2.0.0'],
    ['1.4.2', ['Merge branch', 'feature: x'], '1.4.3'],
  ])('after %p with %p is %s', (last, messages, expected) => {
    expect(nextVersion(last, messages)).toBe(expected);
  });

  it('knows tags of releases, and their order', () => {
    expect(
      ['v1.2.3', '1.2.3', 'v1.2', 'v1.2.3-rc.1', 'nightly'].map(versionOfTag),
    ).toEqual(['1.2.3', undefined, undefined, undefined, undefined]);
    expect(['1.10.0', '1.9.9', '0.9.0'].sort(compareReleases)).toEqual([
      '0.9.0',
      '1.9.9',
      '1.10.0',
    ]);
  });
});
