import { LoggerService } from '@backstage/backend-plugin-api';
import { Place, placeKey } from '../service/ports';

/** Logs what goes wrong in a place once, not each second. */
export class Troubles {
  readonly #logger: LoggerService;
  readonly #told = new Map<string, Set<string>>();
  readonly #now = new Map<string, Set<string>>();

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  tell(place: Place, error: unknown): void {
    const key = placeKey(place);
    const message = `${error}`;
    const now = this.#now.get(key) ?? new Set();
    this.#now.set(key, now.add(message));
    if (!this.#told.get(key)?.has(message)) {
      this.#logger.warn(`${key}: ${message}`);
    }
  }

  /** A round over the place is over: what did not come up in it would be news again. */
  over(place: Place): void {
    const key = placeKey(place);
    const now = this.#now.get(key);
    this.#now.delete(key);
    if (now) {
      this.#told.set(key, now);
    } else {
      this.#told.delete(key);
    }
  }
}
