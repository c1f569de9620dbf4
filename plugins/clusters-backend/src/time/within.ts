import { Time } from './Time';

/**
 * The outcome of `work` if it is there in time.
 * @throws when `ms` milliseconds pass first; the work goes on by itself.
 */
export async function within<T>(
  time: Time,
  ms: number,
  work: Promise<T>,
): Promise<T> {
  let cancel = () => {};
  const late = new Promise<never>((_, reject) => {
    cancel = time.after(ms, () =>
      reject(new Error(`No answer within ${ms} milliseconds`)),
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}
