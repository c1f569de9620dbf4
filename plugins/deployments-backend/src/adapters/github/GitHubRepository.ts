import { Octokit } from 'octokit';
import {
  Files,
  GitOpsRepository,
  HeadMovedError,
  RepositoryError,
} from '../../service/ports';
import { explainGitHub, GitHubTarget, octokitFor } from './client';

const PAGE = 100;
const PAGES = 10;
const MAX_FILES = 500;

/** GraphQL mutation that moves a branch only from the commit that it names. GitHub signs the commit. */
export const CREATE_COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/** A branch on GitHub, written by `createCommitOnBranch`: a compare-and-set on its head. */
export class GitHubRepository implements GitOpsRepository {
  readonly #target: GitHubTarget;
  readonly #branch: string;

  constructor(target: GitHubTarget, branch: string) {
    this.#target = target;
    this.#branch = branch;
  }

  head(): Promise<string> {
    return this.#ask(octokit => this.#headOf(octokit));
  }

  read(commit: string, folder: string): Promise<Files> {
    return this.#ask(async octokit => {
      const { owner, repo } = this.#target;
      const prefix = `${folder.replace(/\/+$/, '')}/`;
      const { data } = await octokit.rest.git.getTree({
        owner,
        repo,
        tree_sha: commit,
        recursive: '1',
      });
      const blobs = data.tree.filter(
        ({ type, path }) => type === 'blob' && path?.startsWith(prefix),
      );
      if (data.truncated || blobs.length > MAX_FILES) {
        throw new RepositoryError(
          'not-found',
          'The repository has more files than GitHub lists at once',
        );
      }
      const files = new Map<string, string>();
      for (const { path = '', sha = '' } of blobs) {
        const blob = await octokit.rest.git.getBlob({
          owner,
          repo,
          file_sha: sha,
        });
        const content = Buffer.from(blob.data.content, 'base64').toString();
        files.set(path, content);
      }
      return files;
    });
  }

  commit(change: {
    expectedHead: string;
    files: Files;
    message: string;
  }): Promise<string> {
    const { expectedHead, files, message } = change;
    const [headline, ...rest] = message.split('\n');
    const { owner, repo } = this.#target;
    const input = {
      branch: {
        repositoryNameWithOwner: `${owner}/${repo}`,
        branchName: this.#branch,
      },
      expectedHeadOid: expectedHead,
      message: { headline, body: rest.join('\n').trim() },
      fileChanges: {
        additions: [...files].map(([path, content]) => ({
          path,
          contents: Buffer.from(content).toString('base64'),
        })),
      },
    };
    return this.#ask(async octokit => {
      try {
        const answer = await octokit.graphql<{
          createCommitOnBranch: { commit: { oid: string } };
        }>(CREATE_COMMIT, { input });
        return answer.createCommitOnBranch.commit.oid;
      } catch (error) {
        // GraphQL refuses with 200 and a type; only the branch itself tells whether its head is the reason.
        const head = await this.#headOf(octokit);
        throw head === expectedHead ? error : new HeadMovedError(head);
      }
    });
  }

  find({
    name,
    value,
  }: {
    name: string;
    value: string;
  }): Promise<string | undefined> {
    return this.#ask(async octokit => {
      const { owner, repo } = this.#target;
      for (let page = 1; page <= PAGES; page++) {
        const { data } = await octokit.rest.repos.listCommits({
          owner,
          repo,
          sha: this.#branch,
          per_page: PAGE,
          page,
        });
        const found = data.find(({ commit }) =>
          commit.message.split('\n').includes(`${name}: ${value}`),
        );
        if (found || data.length < PAGE) {
          return found?.sha;
        }
      }
      return undefined;
    });
  }

  parent(commit: string): Promise<string> {
    return this.#ask(async octokit => {
      const { owner, repo } = this.#target;
      const { data } = await octokit.rest.git.getCommit({
        owner,
        repo,
        commit_sha: commit,
      });
      if (data.parents.length === 0) {
        throw new RepositoryError('not-found', 'The commit has no parent');
      }
      return data.parents[0].sha;
    });
  }

  async #headOf(octokit: Octokit): Promise<string> {
    const { owner, repo } = this.#target;
    const { data } = await octokit.rest.git.getRef({
      owner,
      repo,
      ref: `heads/${this.#branch}`,
    });
    return data.object.sha;
  }

  async #ask<T>(work: (octokit: Octokit) => Promise<T>): Promise<T> {
    try {
      return await work(await octokitFor(this.#target));
    } catch (error) {
      throw explainGitHub(error);
    }
  }
}
