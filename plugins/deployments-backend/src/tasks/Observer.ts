import {
  judge,
  Judgement,
  Proposal,
} from '@textloom/plugin-deployments-common';
import { Delivery, FiguresSource, Observation, Place } from '../service/ports';
import { PlanInput } from './steps';
import { GitOps } from './rendering';

const MAX_KEPT = 1_000;

/** Reads from outside what a step is planned by. What does not answer is absent, and absent never lets anything on. */
export class Observer {
  readonly #delivery: Delivery;
  readonly #figures: FiguresSource;
  readonly #gitOps: GitOps;
  readonly #tell: (place: Place, error: unknown) => void;
  /** Whether one commit has the files of another; commits do not change. */
  readonly #same = new Map<string, boolean>();

  constructor(options: {
    delivery: Delivery;
    figures: FiguresSource;
    gitOps: GitOps;
    /** Hears of what did not answer. */
    tell: (place: Place, error: unknown) => void;
  }) {
    this.#delivery = options.delivery;
    this.#figures = options.figures;
    this.#gitOps = options.gitOps;
    this.#tell = options.tell;
  }

  async observe(
    place: Place,
    proposal: Proposal,
  ): Promise<Pick<PlanInput, 'seen' | 'carries' | 'judgement'>> {
    const seen = await this.#attempt(this.#delivery.observe(place), place);
    const { commit, revertCommit } = proposal.execution ?? {};
    const restored = proposal.restoration?.commit;
    const [carriesCommit, carriesRevert, carriesRestored, judgement] =
      await Promise.all([
        this.#carries(place, seen?.revision, commit),
        this.#carries(place, seen?.revision, revertCommit),
        this.#carries(place, seen?.revision, restored),
        this.#judge(place, proposal, seen),
      ]);
    return {
      ...(seen && { seen }),
      carries: {
        commit: carriesCommit,
        revert: carriesRevert,
        restored: carriesRestored,
      },
      judgement,
    };
  }

  /** Others commit to the same branch: a later commit carries an earlier one while the files of the place are the same. */
  async #carries(
    place: Place,
    revision: string | undefined,
    commit: string | undefined,
  ): Promise<boolean> {
    if (revision === undefined || commit === undefined) {
      return false;
    }
    if (revision === commit) {
      return true;
    }
    const { repository, folderOf } = this.#gitOps;
    const folder = folderOf(place);
    const key = `${revision} ${commit} ${folder}`;
    const known = this.#same.get(key);
    if (known !== undefined) {
      return known;
    }
    const files = await this.#attempt(
      Promise.all([revision, commit].map(at => repository.read(at, folder))),
      place,
    );
    if (!files) {
      return false;
    }
    const [now, then] = files;
    const same =
      now.size === then.size &&
      [...then].every(([path, text]) => now.get(path) === text);
    if (this.#same.size >= MAX_KEPT) {
      this.#same.clear();
    }
    this.#same.set(key, same);
    return same;
  }

  /** Figures of the new version, as soon as it can have traffic. */
  async #judge(
    place: Place,
    { state, policy, execution }: Proposal,
    seen: Observation | undefined,
  ): Promise<Judgement> {
    const unknown = judge(policy.limits, { canary: {} });
    const { rollout } = seen ?? {};
    const moves =
      rollout !== undefined && rollout.podHash !== rollout.stableHash;
    const matters =
      (state === 'Executing' && execution?.commit && moves) ||
      state === 'Soaking';
    if (!matters) {
      return unknown;
    }
    const figures = await this.#attempt(
      // With all traffic on it, the service is the new version.
      this.#figures.live(place, {
        stable: moves ? rollout.stableHash : '',
        canary: moves ? rollout.podHash : '',
      }),
      place,
    );
    return figures ? judge(policy.limits, figures) : unknown;
  }

  async #attempt<T>(work: Promise<T>, place: Place): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      this.#tell(place, error);
      return undefined;
    }
  }
}
