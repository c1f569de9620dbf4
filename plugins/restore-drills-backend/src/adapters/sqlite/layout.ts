import { join } from 'node:path';

/** Where things are in the folder of a drill. */
export interface Layout {
  /** The restored databases, with the manifest of the copy from which they are. */
  data: string;
  /** The manifest that was frozen. */
  frozen: string;
  /** What was found while restoring. */
  restored: string;
}

export function layoutOf(directory: string): Layout {
  return {
    data: join(directory, 'data'),
    frozen: join(directory, 'frozen'),
    restored: join(directory, 'restored.json'),
  };
}
