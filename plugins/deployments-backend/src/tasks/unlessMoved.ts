import { HeadMovedError } from '../service/ports';

/** The commit; undefined when the branch has moved meanwhile and it must be rendered anew. */
export async function unlessMoved(
  commit: Promise<string>,
): Promise<string | undefined> {
  try {
    return await commit;
  } catch (error) {
    if (error instanceof HeadMovedError) {
      return undefined;
    }
    throw error;
  }
}
