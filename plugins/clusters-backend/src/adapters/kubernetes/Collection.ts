import { SourceFailure } from '../../service/SourceFailure';
import { keyOf } from './wire';

/** How objects of one kind are kept. */
export interface CollectionOptions<TFacts> {
  /** Facts of a raw object; undefined when it is not to be kept. */
  project: (raw: unknown) => TFacts | undefined;
  /** Bounds the collection: the facts to drop, called when there are over `max`. */
  bound?: { max: number; oldestFirst: (a: TFacts, b: TFacts) => number };
}

/** The projected objects of one kind, as last known. */
export class Collection<TFacts> {
  readonly #options: CollectionOptions<TFacts>;
  #items = new Map<string, TFacts>();
  /** The list that is being read; it replaces the items when it is complete. */
  #next?: Map<string, TFacts>;

  constructor(options: CollectionOptions<TFacts>) {
    this.#options = options;
  }

  get size(): number {
    return this.#items.size;
  }

  values(): TFacts[] {
    return [...this.#items.values()];
  }

  /** Begins a new list; the last known items stay visible until {@link Collection.commit}. */
  begin(): void {
    this.#next = new Map();
  }

  /** Adds a page to the list begun. */
  page(items: unknown[]): void {
    const next = this.#next;
    if (!next) {
      throw new SourceFailure('malformed', 'a page outside of a list');
    }
    for (const item of items) {
      this.#put(next, item);
    }
    this.#prune(next);
  }

  commit(): void {
    this.#items = this.#next ?? this.#items;
    this.#next = undefined;
  }

  set(raw: unknown): void {
    this.#put(this.#items, raw);
    this.#prune(this.#items);
  }

  delete(raw: unknown): void {
    this.#items.delete(keyOf(raw));
  }

  clear(): void {
    this.#items = new Map();
    this.#next = undefined;
  }

  #put(items: Map<string, TFacts>, raw: unknown): void {
    const key = keyOf(raw);
    const facts = this.#options.project(raw);
    if (facts === undefined) {
      items.delete(key);
    } else {
      items.set(key, facts);
    }
  }

  #prune(items: Map<string, TFacts>): void {
    const { bound } = this.#options;
    // A fifth of slack, so that a storm of events is not sorted one by one.
    if (!bound || items.size <= bound.max * 1.2) {
      return;
    }
    const oldest = [...items].sort(([, a], [, b]) => bound.oldestFirst(a, b));
    for (const [key] of oldest.slice(0, items.size - bound.max)) {
      items.delete(key);
    }
  }
}
