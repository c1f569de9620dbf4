// Looked up once: every turn of the world hashes megabytes, and a global is far to fetch in some contexts.
const { imul } = Math;

/** 32-bit hash (FNV-1a with a final mix): the same text gives the same number everywhere. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends only on the key. */
export function unit(key: string): number {
  return hash32(key) / 2 ** 32;
}

/** Hexadecimal digits that depend only on the key. */
export function hex(key: string, digits: number): string {
  let text = '';
  for (let i = 0; text.length < digits; i++) {
    text += hash32(`${key}/${i}`).toString(16).padStart(8, '0');
  }
  return text.slice(0, digits);
}

/** A uid in the form of a UUID that depends only on the key. */
export function uuid(key: string): string {
  const digits = hex(key, 32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}

/**
 * Noise in [-1, 1] that moves without jumps: fixed values every `periodMs`, joined by a cosine.
 * A pure function of key and time.
 */
export function smoothNoise(key: string, at: number, periodMs: number): number {
  const step = Math.floor(at / periodMs);
  const fraction = at / periodMs - step;
  const from = unit(`${key}/${step}`);
  const to = unit(`${key}/${step + 1}`);
  const weight = (1 - Math.cos(Math.PI * fraction)) / 2;
  return (from + (to - from) * weight) * 2 - 1;
}
