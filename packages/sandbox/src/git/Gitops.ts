import { Files, GitopsRepository } from './GitopsRepository';
import { parseSnapshot, Snapshot } from './snapshot';

const KEPT = 20;

/** What the branch holds, as clusters read it: the newest commit, and others that are asked for. */
export interface GitopsSource {
  /** Undefined while it is being read for the first time. */
  latest(): Snapshot | undefined;
  /** `missing` when there is no such commit; undefined while it is being read. */
  at(commit: string): Snapshot | 'missing' | undefined;
}

/** Keeps the newest commit at hand, for controllers that cannot wait. */
export class Gitops implements GitopsSource {
  readonly #repository: Pick<GitopsRepository, 'head' | 'read'>;
  readonly #changed: () => void;
  readonly #known = new Map<string, Snapshot | 'missing'>();
  readonly #asked = new Map<string, Promise<void>>();
  #latest: Snapshot | undefined;

  /** @param changed - called after something new has been read */
  constructor(
    repository: Pick<GitopsRepository, 'head' | 'read'>,
    changed: () => void = () => undefined,
  ) {
    this.#repository = repository;
    this.#changed = changed;
  }

  latest(): Snapshot | undefined {
    return this.#latest;
  }

  at(commit: string): Snapshot | 'missing' | undefined {
    const known = this.#known.get(commit);
    if (!known) {
      // A failure is no answer: the next question asks again.
      this.#load(commit).then(this.#changed, () => undefined);
    }
    return known;
  }

  /** Looks where the branch is now. */
  async refresh(): Promise<void> {
    const head = await this.#repository.head();
    if (head === undefined || head === this.#latest?.commit) {
      return;
    }
    await this.#load(head);
    const found = this.#known.get(head);
    if (found && found !== 'missing') {
      this.#latest = found;
      this.#changed();
    }
  }

  #load(commit: string): Promise<void> {
    const asked = this.#asked.get(commit);
    if (asked || this.#known.has(commit)) {
      return asked ?? Promise.resolve();
    }
    const loading = this.#repository
      .read(commit)
      .then(files => this.#keep(commit, files))
      .finally(() => this.#asked.delete(commit));
    this.#asked.set(commit, loading);
    return loading;
  }

  #keep(commit: string, files: Files | undefined) {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= KEPT) {
      this.#known.delete(oldest);
    }
    this.#known.set(commit, files ? parseSnapshot(commit, files) : 'missing');
  }
}
