import { createHash } from 'node:crypto';
import { Session } from './client';

const PAGE = '1000';

/** A key by its name, with what it holds. */
export interface KeyDigest {
  type: string;
  digest: string;
}

/**
 * SHA-256 over what a key holds, hexadecimal: the bytes of its parts, each after its length in four bytes (big endian).
 * A hash, a set and a sorted set are put in order first, as two servers keep them in different orders; so the answer
 * depends on the value alone, not on how it is stored. Undefined when there is no such key, or its type is not known.
 *
 * Parts: a string its value; a list its elements; a hash field and value of each field; a set its members; a sorted set
 * member and score; a stream id, fields and values of each entry.
 */
export async function digestOf(
  session: Session,
  key: Buffer,
): Promise<KeyDigest | undefined> {
  const type = await session.call<string>('TYPE', key);
  const hash = createHash('sha256');
  const add = (parts: readonly Buffer[]) => {
    for (const part of parts) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      hash.update(length).update(part);
    }
  };
  switch (type) {
    case 'string':
      add([await session.bytes('GET', key)]);
      break;
    case 'list':
      add(await session.bytes<Buffer[]>('LRANGE', key, '0', '-1'));
      break;
    case 'set':
      inOrder(await session.bytes<Buffer[]>('SMEMBERS', key), 1).forEach(add);
      break;
    case 'hash':
      inOrder(await session.bytes<Buffer[]>('HGETALL', key), 2).forEach(add);
      break;
    case 'zset':
      inOrder(
        await session.bytes<Buffer[]>('ZRANGE', key, '0', '-1', 'WITHSCORES'),
        2,
      ).forEach(add);
      break;
    case 'stream':
      await eachEntry(session, key, (id, fields) => add([id, ...fields]));
      break;
    default:
      return undefined;
  }
  return { type, digest: hash.digest('hex') };
}

/** All entries of a stream, oldest first. */
export async function eachEntry(
  session: Session,
  key: string | Buffer,
  act: (id: Buffer, fields: readonly Buffer[]) => void,
): Promise<void> {
  let from = '-';
  for (;;) {
    const entries = await session.bytes<[Buffer, Buffer[]][]>(
      'XRANGE',
      key,
      from,
      '+',
      'COUNT',
      PAGE,
    );
    entries.forEach(([id, fields]) => act(id, fields));
    const last = entries.at(-1);
    if (!last || entries.length < Number(PAGE)) {
      return;
    }
    from = `(${last[0]}`;
  }
}

function inOrder(parts: readonly Buffer[], size: number): Buffer[][] {
  const groups: Buffer[][] = [];
  for (let at = 0; at < parts.length; at += size) {
    groups.push(parts.slice(at, at + size));
  }
  return groups.sort(([a], [b]) => Buffer.compare(a, b));
}
