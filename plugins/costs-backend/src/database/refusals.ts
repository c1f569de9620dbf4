import { ConflictError, NotFoundError } from '@backstage/errors';
import { StoredPartition } from '../service/ports';

export const partitionConflict = ({
  source,
  period,
  version,
}: StoredPartition) =>
  new ConflictError(
    `Version ${version} of ${source} ${period} is not the next; another has been stored meanwhile`,
  );

export const unknownAnomaly = (id: string) =>
  new NotFoundError(`There is no anomaly ${id}`);

export const unknownBudget = (id: string) =>
  new NotFoundError(`There is no budget ${id}`);

export const budgetExists = (id: string) =>
  new ConflictError(`Budget ${id} exists already`);

export const budgetConflict = (id: string, version: number, now: number) =>
  new ConflictError(
    `Budget ${id} has been changed meanwhile: it is at version ${now}, not ${version}`,
  );
