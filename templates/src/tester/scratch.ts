import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';

/** Linux keeps files there in memory: a render of some hundred small files takes half the time. */
const IN_MEMORY = '/dev/shm';

/** Where emitted repositories may lie for the time of a test. */
export function scratchFolder(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    return IN_MEMORY;
  } catch {
    return tmpdir();
  }
}
