import { Cancel, Time } from './Time';

/** A wait that ends by time, by a nudge, or by the abort of its signal. */
export class Pause {
  readonly #time: Time;
  #end?: () => void;

  constructor(time: Time) {
    this.#time = time;
  }

  /** Resolves after `ms`, or earlier; never rejects: the caller looks at the signal. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      return;
    }
    await new Promise<void>(resolve => {
      let cancel: Cancel = () => {};
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        this.#end = undefined;
        resolve();
      };
      cancel = this.#time.after(ms, end);
      this.#end = end;
      signal.addEventListener('abort', end);
    });
  }

  /** Ends the wait, if there is one. */
  nudge(): void {
    this.#end?.();
  }
}

/** A time limit that can be set again; when it is reached, `onReached` runs once. */
export class Deadline {
  readonly #time: Time;
  readonly #onReached: () => void;
  #cancel?: Cancel;

  constructor(time: Time, onReached: () => void) {
    this.#time = time;
    this.#onReached = onReached;
  }

  set(ms: number): void {
    this.clear();
    this.#cancel = this.#time.after(ms, this.#onReached);
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
