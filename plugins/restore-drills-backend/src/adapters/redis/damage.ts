import { open, stat } from 'node:fs/promises';

/** Turns over one bit in the middle of a file. */
export async function flipMiddle(path: string): Promise<void> {
  const { size } = await stat(path);
  await flip(path, Math.floor(size / 2));
}

/** Turns over one bit of the first byte of a file: what it is the beginning of is not known any more. */
export function flipFirst(path: string): Promise<void> {
  return flip(path, 0);
}

/**
 * Turns over one bit of a value in a log: the commands stay well formed, and no tool of Redis has anything to say of
 * it.
 *
 * @returns false when there is no value of some length.
 */
export async function flipValue(path: string): Promise<boolean> {
  const { size } = await stat(path);
  const file = await open(path, 'r');
  let at = -1;
  try {
    const from = Math.floor(size / 2);
    const length = Math.min(size - from, 1 << 20);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, from);
    const text = buffer.toString('latin1');
    const value = /\r\n\$(?:[89]|[1-9]\d{1,4})\r\n([a-z0-9 ]{8})/i.exec(text);
    if (value) {
      at = from + value.index + value[0].length - 1;
    }
  } finally {
    await file.close();
  }
  if (at < 0) {
    return false;
  }
  await flip(path, at);
  return true;
}

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    const { bytesRead } = await file.read(byte, 0, 1, at);
    byte[0] ^= 0x01;
    await file.write(byte, 0, bytesRead, at);
    await file.sync();
  } finally {
    await file.close();
  }
}
