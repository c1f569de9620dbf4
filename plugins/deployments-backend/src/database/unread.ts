import { StoredSurroundings } from '../service/DeploymentsStore';

/** A decision looked into a list that was not read. */
export class UnreadError extends Error {
  constructor() {
    super('The decision needs a list that was not read');
    this.name = 'UnreadError';
  }
}

const fail = () => {
  throw new UnreadError();
};

/** Can be passed on, but whatever looks into it fails. */
const UNREAD_LIST: readonly never[] = new Proxy([], {
  get: fail,
  has: fail,
  ownKeys: fail,
  getOwnPropertyDescriptor: fail,
});

/**
 * Surroundings whose lists were not read. Most refusals do not look at them; a decision that does fails with
 * {@link UnreadError}, and is then made with the lists.
 */
export const UNREAD: StoredSurroundings = {
  successes: UNREAD_LIST,
  denied: UNREAD_LIST,
  debts: UNREAD_LIST,
};
