import { SignalApi } from '@backstage/plugin-signals-react';

/** Signals that a test sends by hand, whatever the channel. */
export class HandSignals<TSignal> implements SignalApi {
  readonly #listeners = new Set<(message: TSignal) => void>();

  subscribe: SignalApi['subscribe'] = (_channel, onMessage) => {
    const listener = onMessage as unknown as (message: TSignal) => void;
    this.#listeners.add(listener);
    return { unsubscribe: () => this.#listeners.delete(listener) };
  };

  send(signal: TSignal) {
    for (const listener of this.#listeners) listener(signal);
  }
}
