import { Clock } from '@textloom/kernel';
import {
  gateId,
  GatePolicy,
  GateResult,
  GateStatus,
  Release,
} from '@textloom/plugin-deployments-common';
import { Place } from './ports';

/** An answer is used for so long, milliseconds. */
const KEEP_MS = 15_000;
const DEADLINE_MS = 10_000;
/** Answers that are kept at most; each open proposal has a handful. */
const MAX_KEPT = 2_000;

/** What one gate says. */
export interface GateAnswer {
  status: GateStatus;
  /** Who says so. */
  source: string;
  /** When it was true, milliseconds since the epoch; now unless told. */
  at?: number;
  value?: number;
  summary?: string;
}

/** What a gate is asked for. */
export interface GateQuestion<
  K extends GatePolicy['kind'] = GatePolicy['kind'],
> {
  gate: Extract<GatePolicy, { kind: K }>;
  place: Place;
  release: Release;
  now: number;
}

/** Answers each kind of gate. One that throws is unknown. */
export type Gates = {
  [K in GatePolicy['kind']]: (question: GateQuestion<K>) => Promise<GateAnswer>;
};

/**
 * Asks all gates of an environment at once. Each has a deadline; one that errs, hangs or does not know is `unknown`,
 * which never passes. Answers are used for 15 s.
 */
export class GateChecker {
  readonly #gates: Gates;
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  readonly #kept = new Map<
    string,
    { at: number; result: Promise<GateResult> }
  >();

  constructor(options: { gates: Gates; clock: Clock; deadlineMs?: number }) {
    this.#gates = options.gates;
    this.#clock = options.clock;
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  }

  check(
    subject: { place: Place; release: Release },
    gates: readonly GatePolicy[],
  ): Promise<GateResult[]> {
    return Promise.all(gates.map(gate => this.#keptOrAsked(subject, gate)));
  }

  #keptOrAsked(
    { place, release }: { place: Place; release: Release },
    gate: GatePolicy,
  ): Promise<GateResult> {
    const now = this.#clock();
    const key = JSON.stringify([
      place.service,
      place.environment,
      release.id,
      gate,
    ]);
    const known = this.#kept.get(key);
    if (known && now >= known.at && now - known.at < KEEP_MS) {
      return known.result;
    }
    const result = this.#ask({ gate, place, release, now });
    this.#kept.delete(key);
    this.#kept.set(key, { at: now, result });
    if (this.#kept.size > MAX_KEPT) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest ?? '');
    }
    return result;
  }

  async #ask(question: GateQuestion): Promise<GateResult> {
    const { gate, now } = question;
    const { at, ...answer } = await this.#answerInTime(question);
    return { id: gateId(gate), policy: gate, fetchedAt: at ?? now, ...answer };
  }

  async #answerInTime(question: GateQuestion): Promise<GateAnswer> {
    const { gate } = question;
    // The table has for each kind the function that takes it.
    const ask = this.#gates[gate.kind] as (
      asked: GateQuestion,
    ) => Promise<GateAnswer>;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<GateAnswer>(resolve => {
      timer = setTimeout(
        () => resolve(unknown('The source did not answer in time')),
        this.#deadlineMs,
      );
    });
    try {
      return await Promise.race([ask(question), late]);
    } catch {
      return unknown('The source could not be asked');
    } finally {
      clearTimeout(timer);
    }
  }
}

function unknown(summary: string): GateAnswer {
  return { status: 'unknown', source: 'TextLoom Portal', summary };
}
