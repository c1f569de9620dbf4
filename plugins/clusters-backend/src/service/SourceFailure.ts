import { SourceProblem, SourceState } from '@textloom/plugin-clusters-common';

/** Why a source gave no good answer. */
export class SourceFailure extends Error {
  readonly problem: SourceProblem;
  /** How long the server asks to wait. */
  readonly retryAfterMs?: number;

  constructor(
    problem: SourceProblem,
    message: string,
    options?: { retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause: options?.cause });
    this.name = 'SourceFailure';
    this.problem = problem;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** The state that a problem puts a source in. */
export function stateOf(
  problem: SourceProblem,
  hasAnswered: boolean,
): SourceState {
  switch (problem) {
    case 'unauthenticated':
    case 'forbidden':
      return 'denied';
    case 'not-served':
      return 'absent';
    case 'malformed':
    case 'server-error':
      return 'error';
    case 'unreachable':
    case 'timeout':
    case 'throttled':
      return hasAnswered ? 'stale' : 'connecting';
    default:
      return problem satisfies never;
  }
}
