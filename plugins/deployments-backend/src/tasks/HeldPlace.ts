import { DeploymentsStore } from '../service/DeploymentsStore';
import { LostLeaseError } from '../service/errors';
import { Place } from '../service/ports';

/** Longer than any single answer from outside may take, so that an effect begins and ends under one lease. */
export const LEASE_MS = 10_000;

/** The right of this process to act in a place, for a while. */
export class HeldPlace {
  readonly place: Place;
  readonly holder: string;
  readonly token: number;
  readonly #store: DeploymentsStore;

  private constructor(
    store: DeploymentsStore,
    place: Place,
    holder: string,
    token: number,
  ) {
    this.#store = store;
    this.place = place;
    this.holder = holder;
    this.token = token;
  }

  /** Undefined while another process holds the place. */
  static async take(
    store: DeploymentsStore,
    place: Place,
    holder: string,
  ): Promise<HeldPlace | undefined> {
    const token = await store.lease(place, holder, LEASE_MS);
    return token === undefined
      ? undefined
      : new HeldPlace(store, place, holder, token);
  }

  /** Before each effect outside the database. @throws LostLeaseError */
  async renew(): Promise<void> {
    const token = await this.#store.lease(this.place, this.holder, LEASE_MS);
    if (token !== this.token) {
      throw new LostLeaseError();
    }
  }

  /** Checked in each transaction. */
  get fence(): { token: number; holder: string } {
    return { token: this.token, holder: this.holder };
  }
}
