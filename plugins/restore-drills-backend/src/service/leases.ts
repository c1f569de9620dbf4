/** The right of one process to do what only one may do, for a while. */
export interface HeldLease {
  /** The fencing token while it is held, as far as this process knows; each new holder has a greater one. */
  readonly token: number | undefined;
  /** Renews the lease, or takes it when it is free. Tells whether it is held now. */
  hold(): Promise<boolean>;
  /** Frees it for others at once. */
  release(): Promise<void>;
}

/** Leases of one process. */
export interface Leases {
  /** Names this process; no two have the same. */
  readonly holder: string;
  /** @param ttlMs - time after which a lease that was not renewed is free, in milliseconds. */
  of(name: string, ttlMs: number): HeldLease;
}

/** The lease of whoever runs a drill of a store. */
export const drillLease = (store: string) => `drill:${store}`;
