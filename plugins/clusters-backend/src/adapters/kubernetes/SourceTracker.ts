import {
  SourceName,
  SourceProblem,
  SourceStatus,
} from '@textloom/plugin-clusters-common';
import { SourceFailure, stateOf } from '../../service/SourceFailure';
import { Time } from '../../time/Time';

/** Keeps the status of one source: how far it can be believed, since when, and when it last answered. */
export class SourceTracker {
  readonly #source: SourceName;
  readonly #time: Time;
  readonly #onChange: () => void;
  #state: SourceStatus['state'] = 'connecting';
  #problem?: SourceProblem;
  #since: number;
  #at?: number;

  constructor(source: SourceName, time: Time, onChange: () => void) {
    this.#source = source;
    this.#time = time;
    this.#onChange = onChange;
    this.#since = time.now();
  }

  get state(): SourceStatus['state'] {
    return this.#state;
  }

  /** A good answer. */
  good(): void {
    this.#at = this.#time.now();
    this.#move('live', undefined);
  }

  failed(failure: SourceFailure): void {
    this.#move(
      stateOf(failure.problem, this.#at !== undefined),
      failure.problem,
    );
  }

  status(): SourceStatus {
    return {
      source: this.#source,
      state: this.#state,
      since: new Date(this.#since).toISOString(),
      ...(this.#at !== undefined && { at: new Date(this.#at).toISOString() }),
      ...(this.#problem && { problem: this.#problem }),
    };
  }

  #move(state: SourceStatus['state'], problem?: SourceProblem): void {
    if (this.#state === state && this.#problem === problem) {
      return;
    }
    if (this.#state !== state) {
      this.#since = this.#time.now();
    }
    this.#state = state;
    this.#problem = problem;
    this.#onChange();
  }
}
