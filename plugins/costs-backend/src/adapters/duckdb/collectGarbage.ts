import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects all garbage now, which stops everything for some 0.1 s. What DuckDB has answered with is native memory
 * behind small objects: the engine of JavaScript does not see how much it would free, and keeps it for long.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
