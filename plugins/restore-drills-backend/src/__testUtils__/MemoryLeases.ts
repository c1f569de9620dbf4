import { HeldLease, Leases } from '../service/leases';

/** What all processes see: who holds what. */
export type LeaseTable = Map<
  string,
  { holder: string; token: number; expiresAt: number }
>;

/** Leases of one process over a table that several share. */
export class MemoryLeases implements Leases {
  readonly holder: string;
  readonly #table: LeaseTable;
  readonly #clock: () => number;

  constructor(table: LeaseTable, holder: string, clock: () => number) {
    this.#table = table;
    this.holder = holder;
    this.#clock = clock;
  }

  of(name: string, ttlMs: number): HeldLease {
    const table = this.#table;
    const clock = this.#clock;
    const { holder } = this;
    let token: number | undefined;
    return {
      get token() {
        return token;
      },
      async hold() {
        const row = table.get(name);
        const now = clock();
        const free = !row || row.expiresAt <= now;
        if (!free && row.token !== token) {
          token = undefined;
          return false;
        }
        token = free ? (row?.token ?? 0) + 1 : row.token;
        table.set(name, { holder, token, expiresAt: now + ttlMs });
        return true;
      },
      async release() {
        const row = table.get(name);
        if (row && row.token === token) {
          row.expiresAt = 0;
        }
        token = undefined;
      },
    };
  }
}
