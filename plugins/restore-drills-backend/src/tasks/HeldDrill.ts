import { Drill, DrillEvent } from '@textloom/plugin-restore-drills-common';
import { DrillsStore, LostLeaseError } from '../service/DrillsStore';
import { drillLease, HeldLease, Leases } from '../service/leases';

/** A drill that this process alone may run, as long as the lease of its store is held. */
export class HeldDrill {
  readonly #store: DrillsStore;
  readonly #lease: HeldLease;
  readonly #holder: string;
  readonly #drill: string;
  readonly #of: string;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;

  private constructor(options: {
    store: DrillsStore;
    lease: HeldLease;
    holder: string;
    drill: string;
    of: string;
    ttlMs: number;
  }) {
    this.#store = options.store;
    this.#lease = options.lease;
    this.#holder = options.holder;
    this.#drill = options.drill;
    this.#of = options.of;
    let heldAt = performance.now();
    const renew = async () => {
      const held = await this.#lease.hold().catch(() => undefined);
      if (held) {
        heldAt = performance.now();
      }
      // A database that is away for a moment is no loss, until the lease has run out.
      if (held === false || performance.now() - heldAt > options.ttlMs) {
        this.#lost.abort(new LostLeaseError());
      }
    };
    this.#timer = setInterval(renew, options.ttlMs / 4);
  }

  /** The drill, or undefined while another process holds its store. */
  static async take(options: {
    store: DrillsStore;
    leases: Leases;
    drill: string;
    /** Id of the store that is restored. */
    of: string;
    ttlMs: number;
  }): Promise<HeldDrill | undefined> {
    const { leases, of, ttlMs } = options;
    const lease = leases.of(drillLease(of), ttlMs);
    return (await lease.hold())
      ? new HeldDrill({ ...options, lease, holder: leases.holder })
      : undefined;
  }

  /** Aborted when the lease is lost. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** The fencing token. @throws LostLeaseError */
  get token(): number {
    const { token } = this.#lease;
    if (token === undefined || this.#lost.signal.aborted) {
      throw new LostLeaseError();
    }
    return token;
  }

  /** Writes what follows from the drill as it is now. @throws LostLeaseError and writes nothing. */
  async append(
    decide: (drill: Drill) => readonly DrillEvent[],
  ): Promise<Drill> {
    const { drill } = await this.#store.transact(
      this.#drill,
      {
        actor: 'portal',
        store: this.#of,
        fence: { token: this.token, holder: this.#holder },
      },
      input => (input.drill ? decide(input.drill) : []),
    );
    return drill;
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#lease.release();
  }
}
