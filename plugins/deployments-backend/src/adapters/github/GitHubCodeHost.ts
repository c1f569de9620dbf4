import { Octokit } from 'octokit';
import { Release } from '@textloom/plugin-deployments-common';
import { CodeHost, Place } from '../../service/ports';
import { explainGitHub, GitHubTarget, octokitFor } from './client';

/** How a deployment ended, in GitHub's words. */
type EndState = 'success' | 'failure' | 'error' | 'inactive';

/** Where the code of a service is; undefined when it is not on GitHub. */
export type TargetOf = (service: string) => Promise<GitHubTarget | undefined>;

/**
 * Tells deployments on GitHub. It is a record, never the gate: required checks and merging, which GitHub would do by
 * default, are switched off.
 */
export class GitHubCodeHost implements CodeHost {
  readonly #targetOf: TargetOf;
  readonly #isProduction: (environment: string) => boolean;

  constructor(
    targetOf: TargetOf,
    isProduction: (environment: string) => boolean,
  ) {
    this.#targetOf = targetOf;
    this.#isProduction = isProduction;
  }

  async deploymentStarted(input: {
    place: Place;
    release: Release;
    proposal: string;
    fingerprint: string;
    url: string;
  }): Promise<void> {
    const target = await this.#targetOf(input.place.service);
    if (!target) {
      return;
    }
    try {
      const octokit = await octokitFor(target);
      const id =
        (await this.#find(target, input)) ??
        (await this.#create(octokit, target, input));
      if (id !== undefined) {
        await octokit.rest.repos.createDeploymentStatus({
          owner: target.owner,
          repo: target.repo,
          deployment_id: id,
          state: 'in_progress',
          log_url: input.url,
          auto_inactive: false,
        });
      }
    } catch (error) {
      throw explainGitHub(error);
    }
  }

  async deploymentEnded(input: {
    place: Place;
    release: Release;
    proposal: string;
    state: EndState;
    url: string;
  }): Promise<void> {
    const target = await this.#targetOf(input.place.service);
    if (!target) {
      return;
    }
    try {
      const id = await this.#find(target, input);
      if (id !== undefined) {
        const octokit = await octokitFor(target);
        await octokit.rest.repos.createDeploymentStatus({
          owner: target.owner,
          repo: target.repo,
          deployment_id: id,
          state: input.state,
          log_url: input.url,
          auto_inactive: true,
        });
      }
    } catch (error) {
      throw explainGitHub(error);
    }
  }

  /** Undefined when GitHub merged instead, which it was told not to. */
  async #create(
    octokit: Octokit,
    { owner, repo }: GitHubTarget,
    input: {
      place: Place;
      release: Release;
      proposal: string;
      fingerprint: string;
    },
  ): Promise<number | undefined> {
    const { place, release, proposal, fingerprint } = input;
    const { data } = await octokit.rest.repos.createDeployment({
      owner,
      repo,
      ref: release.commit,
      environment: place.environment,
      auto_merge: false,
      required_contexts: [],
      payload: { approvalId: proposal, fingerprint },
      description: `${place.service} ${release.version}`.slice(0, 140),
      transient_environment: false,
      production_environment: this.#isProduction(place.environment),
    });
    return 'id' in data ? data.id : undefined;
  }

  /** The deployment that a call before made for the proposal. */
  async #find(
    target: GitHubTarget,
    input: { place: Place; release: Release; proposal: string },
  ): Promise<number | undefined> {
    const octokit = await octokitFor(target);
    const { data } = await octokit.rest.repos.listDeployments({
      owner: target.owner,
      repo: target.repo,
      sha: input.release.commit,
      environment: input.place.environment,
      per_page: 100,
    });
    return data.find(({ payload }) => {
      const told = typeof payload === 'string' ? parsed(payload) : payload;
      return told.approvalId === input.proposal;
    })?.id;
  }
}

function parsed(payload: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(payload));
  } catch {
    return {};
  }
}
