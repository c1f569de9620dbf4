import { LedgerEntry } from '@textloom/plugin-restore-drills-common';
import { Ledger } from '../service/ports';

/** A ledger in memory. */
export class MemoryLedger implements Ledger {
  readonly #entries: LedgerEntry[] = [];

  async append(entry: LedgerEntry) {
    const { store, seq } = entry;
    if (!this.#entries.some(one => one.store === store && one.seq === seq)) {
      this.#entries.push(entry);
    }
  }

  async between(store: string, from: number, to: number) {
    return this.#of(store)
      .filter(({ seq }) => seq >= from && seq <= to)
      .reverse();
  }

  async newest(store: string, limit: number) {
    return this.#of(store).slice(0, limit);
  }

  #of(name: string) {
    return this.#entries
      .filter(({ store }) => store === name)
      .sort((a, b) => b.seq - a.seq);
  }
}
