import { createHash } from 'node:crypto';
import { CiRelease } from './releases';

/** What reporting needs. */
export interface CiOptions {
  /** Where the portal is. */
  portalUrl: string;
  /** Token of a service that may report releases. */
  token: string;
  /** Says what went wrong, in one line. */
  log(line: string): void;
  /** Milliseconds before the first repetition; each further one waits twice as long. */
  retryMs?: number;
}

const RETRY = { first: 1_000, most: 30_000 };
const DEADLINE_MS = 10_000;
const PATH = '/api/deployments/releases';

/** Reports releases to the portal in their order, each until the portal has it. */
export class CiReporter {
  readonly #options: CiOptions;
  readonly #waiting: { release: CiRelease; told: () => void }[] = [];
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #failures = 0;

  constructor(options: CiOptions) {
    this.#options = options;
  }

  /** @param told - called once the portal has the release, or has refused it for good */
  publish(release: CiRelease, told: () => void = () => undefined): void {
    this.#waiting.push({ release, told });
    if (!this.#timer) {
      this.#run();
    }
  }

  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    if (this.#running) {
      return;
    }
    this.#running = true;
    this.#timer = undefined;
    for (
      let [next] = this.#waiting;
      next &&
      !this.#stopped.signal.aborted &&
      (await this.#report(next.release));
      [next] = this.#waiting
    ) {
      this.#failures = 0;
      this.#waiting.shift();
      next.told();
    }
    this.#running = false;
    if (this.#waiting.length > 0 && !this.#stopped.signal.aborted) {
      const { retryMs = RETRY.first } = this.#options;
      const pause = Math.min(retryMs * 2 ** this.#failures, RETRY.most);
      this.#failures += 1;
      this.#timer = setTimeout(() => this.#run(), pause);
    }
  }

  /** Whether the portal has decided about it. */
  async #report(release: CiRelease): Promise<boolean> {
    const { portalUrl, token, log } = this.#options;
    const body = JSON.stringify(release);
    try {
      const response = await fetch(`${portalUrl.replace(/\/+$/, '')}${PATH}`, {
        method: 'POST',
        redirect: 'error',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': createHash('sha256').update(body).digest('hex'),
        },
        body,
        signal: AbortSignal.any([
          this.#stopped.signal,
          AbortSignal.timeout(DEADLINE_MS),
        ]),
      });
      await response.arrayBuffer();
      if (response.ok) {
        return true;
      }
      // What the portal refuses as such it would refuse again; all else may pass.
      const isFinal = [400, 409, 413, 422].includes(response.status);
      if (isFinal) {
        const { service, version } = release;
        log(`The portal refuses ${service} ${version}: ${response.status}`);
      }
      return isFinal;
    } catch {
      return false;
    }
  }
}
