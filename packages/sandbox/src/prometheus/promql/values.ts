import { Labels } from '../series';

/** One series' value at a moment. */
export interface Sample {
  labels: Labels;
  value: number;
}

/** What an expression amounts to at a moment. */
export type Value =
  | { type: 'scalar'; value: number }
  | { type: 'string'; value: string }
  | { type: 'vector'; samples: Sample[] };

/** A query that Prometheus would refuse: 400 when it cannot be read, 422 when it cannot be carried out. */
export class QueryError extends Error {
  readonly status: 400 | 422;

  constructor(status: 400 | 422, message: string) {
    super(message);
    this.name = 'QueryError';
    this.status = status;
  }
}

export const vector = (samples: Sample[]): Value => ({
  type: 'vector',
  samples,
});
export const scalar = (value: number): Value => ({ type: 'scalar', value });

/** @throws QueryError unless it is a vector. */
export function samplesOf(value: Value): Sample[] {
  if (value.type !== 'vector') {
    throw new QueryError(
      400,
      `invalid parameter "query": expected type instant vector, got ${value.type}`,
    );
  }
  return value.samples;
}

/** @throws QueryError unless it is a scalar. */
export function numberOf(value: Value | undefined): number {
  if (value?.type !== 'scalar') {
    throw new QueryError(
      400,
      `invalid parameter "query": expected type scalar, got ${
        value?.type ?? 'nothing'
      }`,
    );
  }
  return value.value;
}

/** @throws QueryError unless it is a string. */
export function textOf(value: Value | undefined): string {
  if (value?.type !== 'string') {
    throw new QueryError(
      400,
      `invalid parameter "query": expected type string, got ${
        value?.type ?? 'nothing'
      }`,
    );
  }
  return value.value;
}
