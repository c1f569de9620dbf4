import { Proposal, ProposalEvent } from '@textloom/plugin-deployments-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { CodeHost } from '../service/ports';
import { Situations } from '../service/situation';
import { HeldPlace } from './HeldPlace';
import { Journal } from './journal';
import { commitMessage, revertMessage, TRAILERS } from './messages';
import { GitOps, renderAtHead } from './rendering';
import { revised } from './revising';
import { Milestones } from './steps';
import { unlessMoved } from './unlessMoved';

type EndState = Parameters<CodeHost['deploymentEnded']>[0]['state'];

/** What the code host calls an end. */
const ENDS: Partial<Record<ProposalEvent['type'], EndState>> = {
  succeeded: 'success',
  'rolled-back': 'failure',
  diverged: 'error',
  'needs-human': 'error',
};

/**
 * Writes releases to the repository and takes them back. Each is logged before and after; in between, a trailer of the
 * commit tells whether it was written, so that nothing is written twice.
 */
export class Publisher {
  readonly #gitOps: GitOps;
  readonly #journal: Journal;
  readonly #situations: Situations;
  readonly #codeHost?: CodeHost;
  readonly #linkTo: (proposal: Proposal) => string;
  readonly #logger: LoggerService;

  constructor(options: {
    gitOps: GitOps;
    journal: Journal;
    situations: Situations;
    codeHost?: CodeHost;
    linkTo: (proposal: Proposal) => string;
    logger: LoggerService;
  }) {
    this.#gitOps = options.gitOps;
    this.#journal = options.journal;
    this.#situations = options.situations;
    this.#codeHost = options.codeHost;
    this.#linkTo = options.linkTo;
    this.#logger = options.logger;
  }

  /** Commits the release, if it is still what was approved. */
  async commit(
    held: HeldPlace,
    proposal: Proposal,
    milestones: Milestones,
  ): Promise<Proposal> {
    const { repository } = this.#gitOps;
    const written = await repository.find({
      name: TRAILERS.approval,
      value: proposal.id,
    });
    if (written) {
      return this.#committed(held, proposal, written);
    }
    const { place } = held;
    const rendering = await renderAtHead(this.#gitOps, {
      place,
      release: proposal.release,
      strategy: proposal.policy.strategy,
      baseline: proposal.baseline,
    });
    if (rendering.fingerprint.rendered !== proposal.fingerprint.rendered) {
      const situation = await this.#situations.lastKnown(proposal);
      return revised(
        { journal: this.#journal, gitOps: this.#gitOps },
        { held, proposal, rendering, situation },
      );
    }
    const message = commitMessage(proposal, held.token);
    let current = proposal;
    if (!milestones.commitIntended) {
      const intent = { type: 'commit-intended', message } as const;
      current = await this.#journal.append(held, proposal, intent);
    }
    await this.#announceStart(held, current);
    await held.renew();
    const { head, files } = rendering;
    // Where the release already stands in the repository there is nothing to write.
    const commit =
      files.size === 0
        ? head
        : await unlessMoved(
            repository.commit({ expectedHead: head, files, message }),
          );
    return commit ? this.#committed(held, current, commit) : current;
  }

  /** Takes the commit back, if it was written. */
  async revert(
    held: HeldPlace,
    proposal: Proposal,
    input: { milestones: Milestones; digests: readonly string[] },
  ): Promise<Proposal> {
    const { repository } = this.#gitOps;
    const find = (name: string) =>
      repository.find({ name, value: proposal.id });
    const reverted = await find(TRAILERS.reverts);
    if (reverted) {
      return this.#reverted(held, proposal, reverted);
    }
    const commit = await find(TRAILERS.approval);
    if (!commit) {
      const unchanged = proposal.execution?.commit;
      // Nothing was written, or there was nothing to write.
      return unchanged
        ? this.#reverted(held, proposal, unchanged)
        : this.#journal.append(held, proposal, {
            type: 'rolled-back',
            digests: input.digests,
          });
    }
    const { head, files } = await this.#before(held, commit);
    const message = revertMessage(proposal, commit, held.token);
    let current = proposal;
    if (!input.milestones.revertIntended) {
      const intent = { type: 'revert-intended', message } as const;
      current = await this.#journal.append(held, proposal, intent);
    }
    await held.renew();
    const revert =
      files.size === 0
        ? head
        : await unlessMoved(
            repository.commit({ expectedHead: head, files, message }),
          );
    return revert ? this.#reverted(held, current, revert) : current;
  }

  /** Tells the code host how it ended, if the event is an end. Repeated after a crash, which it permits. */
  async announceEnd(
    { place }: HeldPlace,
    proposal: Proposal,
    event: ProposalEvent,
  ): Promise<void> {
    const state = ENDS[event.type];
    if (state) {
      const { release, id } = proposal;
      const url = this.#linkTo(proposal);
      await this.#tell(id, codeHost =>
        codeHost.deploymentEnded({ place, release, proposal: id, state, url }),
      );
    }
  }

  /** Files of the place as they were before a commit, of those that it has changed and that are not so again. */
  async #before({ place }: HeldPlace, commit: string) {
    const { repository, folderOf } = this.#gitOps;
    const folder = folderOf(place);
    const [head, parent] = await Promise.all([
      repository.head(),
      repository.parent(commit),
    ]);
    const [then, after, now] = await Promise.all(
      [parent, commit, head].map(at => repository.read(at, folder)),
    );
    const files = new Map(
      [...then].filter(
        ([path, text]) => after.get(path) !== text && now.get(path) !== text,
      ),
    );
    return { head, files };
  }

  #committed(held: HeldPlace, proposal: Proposal, commit: string) {
    return this.#journal.append(held, proposal, { type: 'committed', commit });
  }

  #reverted(held: HeldPlace, proposal: Proposal, commit: string) {
    return this.#journal.append(held, proposal, { type: 'reverted', commit });
  }

  #announceStart({ place }: HeldPlace, proposal: Proposal): Promise<void> {
    const { release, id, fingerprint } = proposal;
    return this.#tell(id, codeHost =>
      codeHost.deploymentStarted({
        place,
        release,
        proposal: id,
        fingerprint: fingerprint.approval,
        url: this.#linkTo(proposal),
      }),
    );
  }

  /** The code host is a record and never a gate: what it does not take holds nothing up. */
  async #tell(
    id: string,
    what: (codeHost: CodeHost) => Promise<void>,
  ): Promise<void> {
    try {
      if (this.#codeHost) {
        await what(this.#codeHost);
      }
    } catch (error) {
      this.#logger.warn(`${id} is not recorded at the code host: ${error}`);
    }
  }
}
