import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createMessage,
  generateKey,
  readKey,
  readSignature,
  verify,
} from 'openpgp';
import { HeadMovedError } from '../../service/ports';
import { commitObject } from './commitObject';
import { CommitSigner } from './CommitSigner';
import { GitRepository, GitRepositoryOptions } from './GitRepository';

const IDENTITY = { name: 'Portal <root>', email: 'portal@example.com' };
const FOLDER = 'environments/staging/textloom-api';
const FILE = `${FOLDER}/deployment.yaml`;

describe('GitRepository', () => {
  let root: string;
  let origin: string;
  let copies = 0;
  const git = (...args: string[]) =>
    execFileSync('git', ['--git-dir', origin, ...args], {
      encoding: 'utf8',
    }).trim();
  const open = (options: Partial<GitRepositoryOptions> = {}) =>
    new GitRepository({
      url: origin,
      branch: 'main',
      identity: IDENTITY,
      cacheDirectory: join(root, `copy-${copies++}`),
      now: () => 1_800_000_000_000,
      ...options,
    });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'gitops-'));
    origin = join(root, 'origin.git');
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', origin]);
    const work = join(root, 'work');
    const inWork = (...args: string[]) =>
      execFileSync('git', ['-C', work, ...args], { stdio: 'ignore' });
    execFileSync('git', ['clone', '-q', origin, work], { stdio: 'ignore' });
    execFileSync('mkdir', [
      '-p',
      join(work, FOLDER),
      join(work, `${FOLDER}-2`),
    ]);
    writeFileSync(join(work, FILE), 'kind: Deployment\n');
    writeFileSync(join(work, FOLDER, '说明.yaml'), 'kind: 配置\n');
    writeFileSync(join(work, `${FOLDER}-2`, 'other.yaml'), 'kind: Other\n');
    inWork('checkout', '-q', '-b', 'main');
    inWork('add', '.');
    inWork(
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      'commit',
      '-qm',
      'Begin',
    );
    inWork('push', '-q', 'origin', 'main');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('reads the files of a folder as of a commit, and no others', async () => {
    const repository = open();
    const head = await repository.head();
    expect(head).toBe(git('rev-parse', 'main'));
    expect([...(await repository.read(head, FOLDER))]).toEqual([
      [FILE, 'kind: Deployment\n'],
      [`${FOLDER}/说明.yaml`, 'kind: 配置\n'],
    ]);
    expect((await repository.read(head, 'nothing')).size).toBe(0);
  });

  it('commits on top of the head with message, trailers and identity', async () => {
    const repository = open();
    const head = await repository.head();
    const commit = await repository.commit({
      expectedHead: head,
      files: new Map([
        [FILE, 'kind: Rollout\n'],
        [`${FOLDER}/new.yaml`, 'kind: Service\n'],
      ]),
      message: 'Run textloom-api 1.8.0\n\nApproval-Id: 7f\nApproval-Token: 3',
    });
    expect(git('rev-parse', 'main')).toBe(commit);
    expect(git('show', `main:${FILE}`)).toBe('kind: Rollout');
    expect(git('show', `main:${FOLDER}-2/other.yaml`)).toBe('kind: Other');
    expect(git('log', '-1', '--format=%an|%ae|%ct|%s')).toBe(
      'Portal root|portal@example.com|1800000000|Run textloom-api 1.8.0',
    );
    expect(await repository.parent(commit)).toBe(head);
    const find = (name: string, value: string) => open().find({ name, value });
    expect(await find('Approval-Id', '7f')).toBe(commit);
    expect(await find('Approval-Id', '7')).toBeUndefined();
    expect(await find('Approval-Token', '3')).toBe(commit);
  });

  it('refuses to write where the branch has moved, and writes nothing', async () => {
    const [first, second] = [open(), open()];
    const head = await first.head();
    await second.head();
    const moved = await first.commit({
      expectedHead: head,
      files: new Map([[FILE, 'one\n']]),
      message: 'One',
    });
    const late = second.commit({
      expectedHead: head,
      files: new Map([[FILE, 'two\n']]),
      message: 'Two',
    });
    await expect(late).rejects.toBeInstanceOf(HeadMovedError);
    await expect(late).rejects.toMatchObject({ head: moved });
    expect(git('rev-parse', 'main')).toBe(moved);
    expect(git('rev-list', '--count', 'main')).toBe('2');
  });

  it('lets one of two writers at the same moment win', async () => {
    const writers = [open(), open(), open()];
    const head = await writers[0].head();
    const results = await Promise.allSettled(
      writers.map((writer, n) =>
        writer.commit({
          expectedHead: head,
          files: new Map([[FILE, `${n}\n`]]),
          message: `Writer ${n}`,
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(
      1,
    );
    expect(
      results
        .filter(result => result.status === 'rejected')
        .map(({ reason }) => reason.name),
    ).toEqual(['HeadMovedError', 'HeadMovedError']);
    expect(git('rev-list', '--count', 'main')).toBe('2');
  });

  it.each([
    ['nothing there', () => join(root, 'nowhere'), 'main', 'not-found'],
    ['no such branch', () => origin, 'release', 'not-found'],
    ['nobody listens', () => 'http://127.0.0.1:9/x.git', 'main', 'unreachable'],
  ])('says why without naming hosts: %s', async (_, url, branch, problem) => {
    const failed = open({ url: url(), branch }).head();
    await expect(failed).rejects.toMatchObject({ problem });
    await expect(failed).rejects.toMatchObject({
      message: expect.not.stringMatching(/127\.0\.0\.1|nowhere/),
    });
  });

  it('says read-only where a hook declines', async () => {
    const hook = join(origin, 'hooks', 'pre-receive');
    writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const repository = open();
    const head = await repository.head();
    await expect(
      repository.commit({
        expectedHead: head,
        files: new Map([[FILE, 'x\n']]),
        message: 'No',
      }),
    ).rejects.toMatchObject({ problem: 'read-only' });
    expect(git('rev-parse', 'main')).toBe(head);
  });

  it('takes what is not a commit for one that does not exist', async () => {
    await expect(open().read('--upload-pack=x', FOLDER)).rejects.toMatchObject({
      problem: 'not-found',
    });
    await expect(open().parent('f'.repeat(40))).rejects.toMatchObject({
      problem: 'not-found',
    });
  });

  it('signs what it commits with its key', async () => {
    const { privateKey, publicKey } = await generateKey({
      userIDs: [{ name: 'Portal', email: 'portal@example.com' }],
      passphrase: 'opens it',
      format: 'armored',
    });
    await expect(CommitSigner.read(privateKey, 'wrong')).rejects.toThrow();
    const signer = await CommitSigner.read(privateKey, 'opens it');
    const repository = open({ signer });
    const commit = await repository.commit({
      expectedHead: await repository.head(),
      files: new Map([[FILE, 'signed\n']]),
      message: 'Signed',
    });
    const stored = git('cat-file', 'commit', commit);
    const signature = /^gpgsig ([^]*?-----END PGP SIGNATURE-----)/m.exec(
      stored,
    );
    const armored = signature![1].replace(/\n /g, '\n');
    const [tree, parent] = ['^{tree}', '^'].map(of =>
      git('rev-parse', `${commit}${of}`),
    );
    const content = commitObject({
      tree,
      parent,
      identity: IDENTITY,
      message: 'Signed',
      seconds: 1_800_000_000,
    });
    const { signatures } = await verify({
      message: await createMessage({ binary: Buffer.from(content) }),
      signature: await readSignature({ armoredSignature: armored }),
      verificationKeys: await readKey({ armoredKey: publicKey }),
      date: new Date(),
    });
    expect(await signatures[0].verified).toBe(true);
  });
});
