import { Verification } from '@textloom/plugin-restore-drills-common';
import { DrillContext } from '../../../service/ports';
import { PostgresConnection, ServerSettings } from '../settings';

/** What checks of a restored server have to work with. */
export interface CheckInput {
  context: DrillContext;
  settings: Pick<ServerSettings, 'connection' | 'tables'>;
  /** The restored server, as whoever made the cluster. */
  target: PostgresConnection;
}

/** A check that found nothing wrong. */
export function passed(
  name: string,
  method: string,
  rest: Partial<Verification> = {},
): Verification {
  return { name, state: 'passed', blocking: true, method, ...rest };
}

/** A check that could not be made. */
export function skipped(
  name: string,
  method: string,
  rest: Partial<Verification> = {},
): Verification {
  return { name, state: 'skipped', blocking: false, method, ...rest };
}

/** A check that found something. */
export function failed(
  name: string,
  method: string,
  problem: NonNullable<Verification['problem']>,
  rest: Partial<Verification> = {},
): Verification {
  return {
    name,
    state: 'failed',
    blocking: true,
    method,
    ...(problem.expected !== undefined && { expected: problem.expected }),
    ...(problem.actual !== undefined && { actual: problem.actual }),
    problem,
    ...rest,
  };
}
