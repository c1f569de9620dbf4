/**
 * The results of `work` over all items in their order, with at most `limit` under way at once.
 * Rejects with the first failure; what has not begun by then does not begin.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const left = [...items.entries()];
  const next = async (): Promise<void> => {
    for (let entry = left.shift(); entry; entry = left.shift()) {
      const [index, item] = entry;
      results[index] = await work(item);
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, next);
  try {
    await Promise.all(workers);
  } finally {
    left.length = 0;
  }
  return results;
}
