import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether programs are on this machine. */
const missing = (programs: readonly string[]) =>
  programs.filter(
    program =>
      !(process.env.PATH ?? '')
        .split(delimiter)
        .some(folder => existsSync(join(folder, program))),
  );

/** `describe` where the programs are; in CI they have to be, and their absence fails the suite. */
export function describeWith(...programs: string[]): jest.Describe {
  const absent = missing(programs);
  if (absent.length > 0 && process.env.CI) {
    throw new Error(`CI needs ${absent.join(', ')}`);
  }
  return absent.length > 0 ? describe.skip : describe;
}
