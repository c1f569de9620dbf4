import { fingerprintOf, Proposal } from '@textloom/plugin-deployments-common';
import { Files } from '../service/ports';
import { HeldPlace } from './HeldPlace';
import { Journal } from './journal';
import { restorationOf, restoreMessage, TRAILERS } from './messages';
import { GitOps } from './rendering';
import { Milestones } from './steps';
import { unlessMoved } from './unlessMoved';

/**
 * Brings the files of a place back to what had succeeded, where somebody has changed them. It writes nothing that does
 * not render to what was approved.
 */
export class Restorer {
  readonly #gitOps: GitOps;
  readonly #journal: Journal;

  constructor(options: { gitOps: GitOps; journal: Journal }) {
    this.#gitOps = options.gitOps;
    this.#journal = options.journal;
  }

  /** Commits what had succeeded; nothing where only the cluster was changed. */
  async restore(
    held: HeldPlace,
    proposal: Proposal,
    milestones: Milestones,
  ): Promise<Proposal> {
    const { repository } = this.#gitOps;
    const written = await repository.find({
      name: TRAILERS.restores,
      value: restorationOf(proposal),
    });
    if (written) {
      return this.#restored(held, proposal, written);
    }
    const { head, files, all } = await this.#before(held, proposal);
    if (files.size === 0) {
      return this.#restored(held, proposal, head);
    }
    if (!(await this.#isApproved(held, proposal, all))) {
      return this.#journal.append(held, proposal, {
        type: 'needs-human',
        problem:
          'The repository cannot be brought back to what was approved: files were added, or it renders to something else',
      });
    }
    const message = restoreMessage(proposal, held.token);
    let current = proposal;
    if (!milestones.restoreIntended) {
      const intent = { type: 'restore-intended', message } as const;
      current = await this.#journal.append(held, proposal, intent);
    }
    await held.renew();
    const commit = await unlessMoved(
      repository.commit({ expectedHead: head, files, message }),
    );
    return commit ? this.#restored(held, current, commit) : current;
  }

  /** Files of the place as the release's commit left them, of those that are not so any more; and all of them together. */
  async #before(
    { place }: HeldPlace,
    { execution }: Proposal,
  ): Promise<{ head: string; files: Files; all: Files }> {
    const { repository, folderOf } = this.#gitOps;
    const folder = folderOf(place);
    const head = await repository.head();
    const [then, now] = await Promise.all(
      [execution?.commit ?? head, head].map(at => repository.read(at, folder)),
    );
    const files = new Map(
      [...then].filter(([path, text]) => now.get(path) !== text),
    );
    return { head, files, all: new Map([...now, ...files]) };
  }

  async #isApproved(
    { place }: HeldPlace,
    { release, policy, fingerprint }: Proposal,
    files: Files,
  ): Promise<boolean> {
    const { images, chart } = release;
    const { manifests } = await this.#gitOps.renderer.render({
      place,
      files,
      images,
    });
    const { rendered } = fingerprintOf({
      images,
      ...(chart && { chart }),
      manifests,
      strategy: policy.strategy,
    });
    return rendered === fingerprint.rendered;
  }

  #restored(held: HeldPlace, proposal: Proposal, commit: string) {
    return this.#journal.append(held, proposal, { type: 'restored', commit });
  }
}
