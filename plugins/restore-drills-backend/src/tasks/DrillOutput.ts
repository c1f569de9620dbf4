import { LoggerService } from '@backstage/backend-plugin-api';
import { LogLine } from '@textloom/plugin-restore-drills-common';
import { DrillsStore } from '../service/DrillsStore';
import { Redactor } from './Redactor';

/** Twice a second is as live as a page can show. */
const PERIOD_MS = 500;
const MAX_WAITING = 5_000;

/** Lines and bytes of one drill on their way to the store: gathered, so that a driver may say as much as it likes. */
export class DrillOutput {
  readonly #drill: string;
  readonly #store: DrillsStore;
  readonly #redactor: Redactor;
  readonly #clock: () => number;
  readonly #logger: LoggerService;
  readonly #onProgress: () => void;
  #lines: Omit<LogLine, 'line'>[] = [];
  #dropped = 0;
  #progress?: { step: string; done: number; total?: number };
  #timer?: NodeJS.Timeout;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: {
    drill: string;
    store: DrillsStore;
    redactor: Redactor;
    clock: () => number;
    logger: LoggerService;
    /** Called when new bytes can be read. */
    onProgress: () => void;
  }) {
    this.#drill = options.drill;
    this.#store = options.store;
    this.#redactor = options.redactor;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#onProgress = options.onProgress;
  }

  line(step: string, text: string): void {
    if (this.#lines.length >= MAX_WAITING) {
      this.#dropped += 1;
      return;
    }
    const at = this.#clock();
    for (const one of text.split('\n')) {
      this.#lines.push({ at, step, text: this.#redactor.line(one) });
    }
    this.#soon();
  }

  progress(step: string, done: number, total?: number): void {
    this.#progress = { step, done, ...(total !== undefined && { total }) };
    this.#soon();
  }

  /** Writes all that waits. Never throws: what a drill says is no reason for it to fail. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.flush().catch(() => {});
    }, PERIOD_MS);
  }

  async #write(): Promise<void> {
    const lines = this.#lines;
    const progress = this.#progress;
    this.#lines = [];
    this.#progress = undefined;
    if (this.#dropped > 0) {
      lines.push({
        at: this.#clock(),
        step: lines[lines.length - 1]?.step ?? '',
        text: `… ${this.#dropped} lines were left out`,
      });
      this.#dropped = 0;
    }
    try {
      await this.#store.appendLog(this.#drill, lines);
      if (progress) {
        await this.#store.saveProgress(this.#drill, progress);
        this.#onProgress();
      }
    } catch (error) {
      this.#logger.warn(`The log of ${this.#drill} is not written: ${error}`);
    }
  }
}
