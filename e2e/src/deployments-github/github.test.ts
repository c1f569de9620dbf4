import {
  GitHubCodeHost,
  GitHubRepository,
} from '@textloom/plugin-deployments-backend';
import { aRelease } from '@textloom/plugin-deployments-common/testUtils';
import { DescribedGitHub, startDescribedGitHub } from '../harness/github';

const REPO = '/repos/{owner}/{repo}';
const PATHS = [
  `${REPO}/git/ref/{ref}`,
  `${REPO}/git/trees/{tree_sha}`,
  `${REPO}/git/blobs/{file_sha}`,
  `${REPO}/git/commits/{commit_sha}`,
  `${REPO}/commits`,
  `${REPO}/deployments`,
  `${REPO}/deployments/{deployment_id}/statuses`,
];
const HEAD_OF_EXAMPLE = 'aa218f56b14c9653891f9e74264a383fa43fefbd';
const PLACE = { service: 'textloom-api', environment: 'prod' };

describe('GitHub by its own description', () => {
  let github: DescribedGitHub;
  const target = () => ({
    apiUrl: github.url,
    owner: 'octocat',
    repo: 'gitops',
    token: async () => 'a-token',
  });

  beforeAll(async () => {
    github = await startDescribedGitHub(PATHS);
  }, 60_000);
  afterAll(() => github?.close());
  beforeEach(() => {
    github.requests.length = 0;
    github.violations.length = 0;
  });

  it('reads the head, a folder, a parent, and looks for a trailer', async () => {
    const repository = new GitHubRepository(target(), 'main');
    expect(await repository.head()).toBe(HEAD_OF_EXAMPLE);
    const files = await repository.read(HEAD_OF_EXAMPLE, 'subdir');
    expect([...files.keys()]).toEqual(['subdir/file.txt']);
    expect(files.get('subdir/file.txt')).toMatch(/Content of the blob/);
    expect(await repository.parent(HEAD_OF_EXAMPLE)).toMatch(/^[0-9a-f]{40}$/);
    expect(
      await repository.find({ name: 'Approval-Id', value: 'none' }),
    ).toBeUndefined();
    expect(github.violations).toEqual([]);
    expect(github.requests.map(({ request }) => request)).toContain(
      'GET /repos/octocat/gitops/commits?sha=main&per_page=100&page=1',
    );
  });

  it('commits by a mutation of the schema, from the head that it names', async () => {
    const repository = new GitHubRepository(target(), 'main');
    const change = {
      files: new Map([['environments/prod/a.yaml', 'kind: Rollout\n']]),
      message: 'Run textloom-api 1.8.0\n\nApproval-Id: 7f',
    };
    expect(
      await repository.commit({ ...change, expectedHead: github.branch.head }),
    ).toBe('c'.repeat(40));
    expect(github.requests).toEqual([
      {
        request: 'POST /graphql',
        body: expect.objectContaining({
          variables: {
            input: {
              branch: {
                repositoryNameWithOwner: 'octocat/gitops',
                branchName: 'main',
              },
              expectedHeadOid: github.branch.head,
              message: {
                headline: 'Run textloom-api 1.8.0',
                body: 'Approval-Id: 7f',
              },
              fileChanges: {
                additions: [
                  {
                    path: 'environments/prod/a.yaml',
                    contents: Buffer.from('kind: Rollout\n').toString('base64'),
                  },
                ],
              },
            },
          },
        }),
      },
    ]);
    await expect(
      repository.commit({ ...change, expectedHead: 'b'.repeat(40) }),
    ).rejects.toMatchObject({
      name: 'HeadMovedError',
      head: HEAD_OF_EXAMPLE,
    });
  });

  it('records a deployment that waits for nothing and merges nothing, and its end', async () => {
    const host = new GitHubCodeHost(
      async () => target(),
      environment => environment === 'prod',
    );
    const release = aRelease({ service: 'textloom-api', version: '1.8.0' });
    const input = {
      place: PLACE,
      release,
      proposal: '7f',
      fingerprint: 'f'.repeat(64),
      url: 'https://portal.example.com/deployments/proposals/7f',
    };
    await host.deploymentStarted(input);
    await host.deploymentEnded({ ...input, state: 'success' });
    expect(github.violations).toEqual([]);
    const posts = github.requests.filter(({ request }) =>
      request.startsWith('POST'),
    );
    expect(posts).toEqual([
      {
        request: 'POST /repos/octocat/gitops/deployments',
        body: expect.objectContaining({
          ref: release.commit,
          environment: 'prod',
          auto_merge: false,
          required_contexts: [],
          production_environment: true,
          payload: { approvalId: '7f', fingerprint: 'f'.repeat(64) },
        }),
      },
      {
        request: 'POST /repos/octocat/gitops/deployments/1/statuses',
        body: expect.objectContaining({ state: 'in_progress' }),
      },
    ]);
  });

  it('says why without addresses when GitHub refuses or is away', async () => {
    const away = new GitHubRepository(
      { ...target(), apiUrl: 'http://127.0.0.1:9' },
      'main',
    );
    await expect(away.head()).rejects.toMatchObject({
      name: 'RepositoryError',
      problem: 'unreachable',
      message: 'GitHub cannot be reached',
    });
  });
});
