const SUFFIXES: Record<string, number> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  m: 1e-3,
  u: 1e-6,
  n: 1e-9,
  '': 1,
};

/** Value of a Kubernetes quantity such as `250m`, `2`, `1536Mi`; NaN if it is none. */
export function parseQuantity(quantity: unknown): number {
  if (typeof quantity === 'number') {
    return quantity;
  }
  const match = /^([0-9.]+)([A-Za-z]*)$/.exec(`${quantity ?? ''}`);
  return match ? Number(match[1]) * (SUFFIXES[match[2]] ?? NaN) : NaN;
}

/** Millicores of a CPU quantity; 0 where there is none. */
export function cpuMillis(quantity: unknown): number {
  return quantity === undefined
    ? 0
    : Math.round(parseQuantity(quantity) * 1000);
}

/** Bytes of a memory quantity; 0 where there is none. */
export function bytes(quantity: unknown): number {
  return quantity === undefined ? 0 : Math.round(parseQuantity(quantity));
}

/** `1048576Ki`, as a node's status writes bytes. */
export function formatKi(amount: number): string {
  return `${Math.round(amount / 1024)}Ki`;
}
