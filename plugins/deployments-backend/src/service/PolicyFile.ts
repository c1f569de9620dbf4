import { readFile } from 'node:fs/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '@textloom/kernel';
import {
  parsePolicy,
  Policy,
  PolicyProblem,
} from '@textloom/plugin-deployments-common';

/** The file is looked at this often, milliseconds. A mounted ConfigMap has no event to wait for. */
const PERIOD_MS = 2_000;
/** A policy is some pages of text; more is a mistake. */
const MAX_BYTES = 1_000_000;

/** Rules by which nothing can be deployed and nobody can break glass. */
const NOTHING: Policy = {
  version: 'none',
  environments: [],
  freezes: [],
  breakGlass: { groups: [], severities: [], reviewWithinMs: 0 },
};

/** The policy in force, with what is wrong with a newer file. */
export interface PolicyState {
  policy: Policy;
  /** Milliseconds since the epoch. */
  loadedAt: number;
  problems: readonly PolicyProblem[];
}

/** The policy file of the portal. A file that is broken changes nothing: the rules before it stay in force. */
export class PolicyFile {
  readonly #path: string | undefined;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  #state: PolicyState;
  #text?: string;
  #timer?: NodeJS.Timeout;
  #onChange: (policy: Policy) => void = () => {};

  constructor(options: {
    /** Without a file nothing can be deployed. */
    path?: string;
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#path = options.path;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#state = { policy: NOTHING, loadedAt: this.#clock(), problems: [] };
  }

  current(): PolicyState {
    return this.#state;
  }

  /**
   * Reads the file for the first time and then whenever it changes.
   * @param onChange - told of every policy that comes into force later.
   * @throws when the file is broken and `strict`: without rules of before there is nothing to stand on.
   */
  async start(
    options: { strict: boolean },
    onChange: (policy: Policy) => void,
  ): Promise<void> {
    await this.check();
    const { problems } = this.#state;
    if (options.strict && problems.length > 0) {
      const lines = problems.map(
        ({ line, column, message }) => `${line}:${column} ${message}`,
      );
      throw new Error(`deployments.policy is refused: ${lines.join('; ')}`);
    }
    this.#onChange = onChange;
    if (this.#path !== undefined) {
      this.#timer = setInterval(() => this.check(), PERIOD_MS).unref();
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Looks at the file now. */
  async check(): Promise<void> {
    if (this.#path === undefined) {
      return;
    }
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch {
      this.#text = undefined;
      this.#refuse([at('The policy file cannot be read')]);
      return;
    }
    if (text === this.#text) {
      return;
    }
    this.#text = text;
    this.#take(
      text.length > MAX_BYTES
        ? { problems: [at('The policy file is too large')] }
        : parsePolicy(text),
    );
  }

  #take(
    parsed: { policy: Policy } | { problems: readonly PolicyProblem[] },
  ): void {
    if ('problems' in parsed) {
      this.#refuse(parsed.problems);
      return;
    }
    const changed = parsed.policy.version !== this.#state.policy.version;
    this.#state = { ...parsed, loadedAt: this.#clock(), problems: [] };
    if (changed) {
      this.#logger.info(`Policy ${parsed.policy.version} is in force`);
      this.#onChange(parsed.policy);
    }
  }

  #refuse(problems: readonly PolicyProblem[]): void {
    const said = JSON.stringify(problems);
    if (said !== JSON.stringify(this.#state.problems)) {
      this.#logger.warn(`The policy file is refused: ${said}`);
    }
    this.#state = { ...this.#state, problems };
  }
}

function at(message: string): PolicyProblem {
  return { line: 1, column: 1, message };
}
