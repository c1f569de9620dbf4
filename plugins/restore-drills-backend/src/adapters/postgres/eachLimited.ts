/** Calls `act` for each item, a few at once; the first error ends it, after those that have begun. */
export async function eachLimited<T>(
  items: readonly T[],
  limit: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let failed = false;
  const work = async () => {
    for (const item of queue) {
      if (failed) {
        return;
      }
      try {
        await act(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const results = await Promise.allSettled(
    Array.from({ length: limit }, () => work()),
  );
  const rejected = results.find(({ status }) => status === 'rejected');
  if (rejected?.status === 'rejected') {
    throw rejected.reason;
  }
}
