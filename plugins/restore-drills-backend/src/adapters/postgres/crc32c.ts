const POLYNOMIAL = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  }
  return value;
});

/** CRC-32C (Castagnoli) in pieces, as PostgreSQL's backup manifests have it: four bytes, lowest first, hexadecimal. */
export class Crc32c {
  #value = 0xffffffff;

  update(bytes: Uint8Array): this {
    let value = this.#value;
    for (let at = 0; at < bytes.length; at += 1) {
      value = (value >>> 8) ^ TABLE[(value ^ bytes[at]) & 0xff];
    }
    this.#value = value;
    return this;
  }

  digest(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE((this.#value ^ 0xffffffff) >>> 0);
    return bytes.toString('hex');
  }
}
