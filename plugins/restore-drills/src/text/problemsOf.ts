import { Problem } from '@textloom/plugin-restore-drills-common';

function isProblem(value: unknown): value is Problem {
  const problem = value as Partial<Problem> | null;
  return (
    typeof problem === 'object' &&
    problem !== null &&
    typeof problem.code === 'string'
  );
}

/** Problems of a refusal: in the answer's body over HTTP, on the error itself else. */
export function problemsOf(error: unknown): readonly Problem[] {
  const shape = (typeof error === 'object' && error ? error : {}) as {
    body?: { error?: { problems?: unknown } };
    problems?: unknown;
  };
  const found = shape.body?.error?.problems ?? shape.problems;
  return Array.isArray(found) ? found.filter(isProblem) : [];
}
