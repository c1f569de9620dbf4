import { SourceFailure } from '../../service/SourceFailure';
import { keyOf } from './wire';

/** How objects of one kind are kept. */
export interface CollectionOptions<TFacts> {
  /** Facts of a raw object; undefined when it is not to be kept. */
  project: (raw: unknown) => TFacts | undefined;
  /** Bounds the collection: the facts to drop, called when there are over `max`. */
  bound?: { max: number; oldestFirst: (a: TFacts, b: TFacts) => number };
  /** Keeps the facts by a key as well, such as the node of a pod; undefined leaves them out. */
  indexBy?: (facts: TFacts) => string | undefined;
}

/** The projected objects of one kind, as last known. */
export class Collection<TFacts> {
  readonly #options: CollectionOptions<TFacts>;
  #items = new Map<string, TFacts>();
  #index = new Map<string, readonly TFacts[]>();
  /** The list that is being read; it replaces the items when it is complete. */
  #next?: Map<string, TFacts>;
  /** The items as an array, as long as none changes. */
  #values?: TFacts[];

  constructor(options: CollectionOptions<TFacts>) {
    this.#options = options;
  }

  get size(): number {
    return this.#items.size;
  }

  /** All facts; the array is another one only after a change. */
  values(): TFacts[] {
    this.#values ??= [...this.#items.values()];
    return this.#values;
  }

  /** Facts by their key; a list is replaced, never changed, when one of its facts changes. */
  index(): ReadonlyMap<string, readonly TFacts[]> {
    return new Map(this.#index);
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
    this.#values = undefined;
    this.#reindex();
  }

  set(raw: unknown): void {
    const key = keyOf(raw);
    const before = this.#items.get(key);
    this.#values = undefined;
    this.#put(this.#items, raw);
    this.#move(before, this.#items.get(key));
    this.#prune(this.#items);
  }

  delete(raw: unknown): void {
    const key = keyOf(raw);
    this.#move(this.#items.get(key), undefined);
    this.#items.delete(key);
    this.#values = undefined;
  }

  clear(): void {
    this.#items = new Map();
    this.#next = undefined;
    this.#values = undefined;
    this.#reindex();
  }

  #reindex(): void {
    const { indexBy } = this.#options;
    this.#index = new Map();
    if (!indexBy) {
      return;
    }
    const lists = new Map<string, TFacts[]>();
    for (const item of this.#items.values()) {
      const key = indexBy(item);
      if (key !== undefined) {
        const list = lists.get(key);
        if (list) {
          list.push(item);
        } else {
          lists.set(key, [item]);
        }
      }
    }
    this.#index = lists;
  }

  /** Takes what was and puts what is into new lists of their keys. */
  #move(before: TFacts | undefined, after: TFacts | undefined): void {
    const { indexBy } = this.#options;
    if (!indexBy) {
      return;
    }
    const from = before && indexBy(before);
    if (from !== undefined) {
      const rest = (this.#index.get(from) ?? []).filter(
        item => item !== before,
      );
      if (rest.length > 0) {
        this.#index.set(from, rest);
      } else {
        this.#index.delete(from);
      }
    }
    const to = after && indexBy(after);
    if (after && to !== undefined) {
      this.#index.set(to, [...(this.#index.get(to) ?? []), after]);
    }
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
