import { formatCount, RowCount } from '@textloom/ui';
import { Say } from './say';

/** Says how many rows of a kind a table has: "10 nodes", "41 of 1,204 nodes". */
export function countWords(rows: 'clusters' | 'nodes' | 'pods', say: Say) {
  return ({ shown, total }: RowCount): string =>
    total === undefined
      ? say(`counted.${rows}`, { count: shown, number: formatCount(shown) })
      : say(`counted.${rows}Of`, {
          count: total,
          number: formatCount(total),
          shown: formatCount(shown),
        });
}
