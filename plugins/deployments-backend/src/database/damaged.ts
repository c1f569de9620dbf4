import { ConflictError } from '@backstage/errors';

/** The log lacks what it must hold. */
export function damaged(id: string, version: number): ConflictError {
  return new ConflictError(
    `The log of proposal ${id} has no event ${version}; run npm run verify-log`,
  );
}
