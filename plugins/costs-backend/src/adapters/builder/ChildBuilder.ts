import { ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { BillProblem } from '../bills/BillProblem';
import { Builder, BuildJob, Built } from './jobs';
import { builtOf } from './runJob';
import { Phase, PhaseAnswer, PhaseResult, WORKER_MODULE } from './worker';

/** Bounds of the process that makes partitions. */
export interface ChildBuilderOptions {
  /** Time for one partition. Default 30 minutes. */
  deadlineMs?: number;
  /** The process ends, and gives its memory back, after that long without work. Default 10 s. */
  idleMs?: number;
  /** Megabytes of its JavaScript heap; the memory of its database is bounded by each job. Default 512. */
  heapMb?: number;
  /**
   * Megabytes (10⁶ bytes) up to which a process goes on with the next half of the work; one that has grown beyond
   * them makes room for a new one, so that their memory does not add up. Default 300.
   */
  keepMb?: number;
  /** More arguments for Node, as to load modules that are not built. */
  execArgv?: readonly string[];
}

/** The variables that a process needs to start; everything else may be a secret. */
const VARIABLES = ['NODE_ENV', 'NODE_PATH', 'LD_LIBRARY_PATH', 'TZ', 'TMPDIR'];

/**
 * Makes partitions in a process of its own, one after the other, so that the portal neither waits for them nor keeps
 * the memory that they took. A process that dies fails the partition that it was making; the next has a new one.
 */
export class ChildBuilder implements Builder {
  readonly #options: Required<ChildBuilderOptions>;
  #child?: ChildProcess;
  #idle?: NodeJS.Timeout;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: ChildBuilderOptions = {}) {
    this.#options = {
      deadlineMs: 30 * 60_000,
      idleMs: 10_000,
      heapMb: 512,
      keepMb: 300,
      execArgv: [],
      ...options,
    };
  }

  /** Identity of the process; undefined while there is none. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  build(job: BuildJob): Promise<Built> {
    const built = this.#last.then(() => this.#turn(job));
    this.#last = built.catch(() => {});
    return built;
  }

  close(): void {
    this.#closed = true;
    this.#end();
  }

  async #turn(job: BuildJob): Promise<Built> {
    if (this.#closed) {
      throw new Error('No partitions are made any more');
    }
    clearTimeout(this.#idle);
    try {
      const bill = await this.#phase('read', job);
      return builtOf(await this.#phase('allocate', job), bill);
    } finally {
      this.#idle = setTimeout(() => this.#end(), this.#options.idleMs);
      this.#idle.unref();
    }
  }

  async #phase<P extends Phase>(
    phase: P,
    job: BuildJob,
  ): Promise<PhaseResult<P>> {
    this.#child ??= this.#start();
    const answer = await this.#ask(this.#child, phase, job);
    if ('problem' in answer) {
      throw new BillProblem(answer.problem.code, answer.problem.args);
    }
    if ('failure' in answer) {
      throw new Error(answer.failure);
    }
    if (answer.residentBytes > this.#options.keepMb * 1e6) {
      this.#end();
    }
    return answer.result;
  }

  #start(): ChildProcess {
    const { heapMb, execArgv } = this.#options;
    const child = fork(WORKER_MODULE, [], {
      // Nothing of the parent's: it may be debugged, or told to end with the command that has started it.
      execArgv: [`--max-old-space-size=${heapMb}`, ...execArgv],
      env: Object.fromEntries(
        VARIABLES.map(name => [name, process.env[name]]),
      ) as NodeJS.ProcessEnv,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const gone = () => {
      if (this.#child === child) {
        this.#child = undefined;
      }
    };
    child.on('exit', gone);
    child.on('error', gone);
    return child;
  }

  /** Kills the process: it holds nothing that must be put in order. */
  #end(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  /** What the process answers, unless it dies, cannot be told, or takes too long. */
  async #ask<P extends Phase>(
    child: ChildProcess,
    phase: P,
    job: BuildJob,
  ): Promise<PhaseAnswer<P>> {
    const settled = new AbortController();
    const { signal } = settled;
    try {
      return await Promise.race([
        answerOf<P>(child, signal),
        once(child, 'exit', { signal }).then(([code, ended]) => {
          throw new Error(`The process ended amid work (${ended ?? code})`);
        }),
        new Promise<never>((_, reject) => {
          child.send({ phase, job }, error => error && reject(error));
        }),
        wait(this.#options.deadlineMs, undefined, { signal }).then(() => {
          this.#end();
          throw new Error('The work took too long');
        }),
      ]);
    } finally {
      settled.abort();
    }
  }
}

/** The first message that is an answer: what transforms modules of TypeScript sends messages of its own. */
async function answerOf<P extends Phase>(
  child: ChildProcess,
  signal: AbortSignal,
): Promise<PhaseAnswer<P>> {
  for await (const [message] of on(child, 'message', { signal })) {
    if ('result' in message || 'problem' in message || 'failure' in message) {
      return message;
    }
  }
  throw new Error('The process said nothing');
}
