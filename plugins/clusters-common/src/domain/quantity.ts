const SUFFIX: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY =
  /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d{1,3})|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/;

/** No quantity that the API server emits is longer. */
const MAX_LENGTH = 64;

/**
 * The number that a Kubernetes quantity stands for: `250m` is 0.25, `16Gi` is 17,179,869,184, `1e3` is 1,000.
 * Undefined when it is malformed, negative or not finite: none of the figures read here can be below zero.
 * Source: apimachinery `pkg/api/resource/quantity.go`.
 */
export function parseQuantity(raw: unknown): number | undefined {
  const text = typeof raw === 'number' ? String(raw) : raw;
  if (typeof text !== 'string' || text.length > MAX_LENGTH) {
    return undefined;
  }
  const match = QUANTITY.exec(text);
  if (!match) {
    return undefined;
  }
  const [, digits, exponent, suffix = ''] = match;
  const value =
    exponent === undefined
      ? Number(digits) * SUFFIX[suffix]
      : Number(`${digits}e${exponent}`);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** Millicores of a CPU quantity, rounded up as the scheduler does. */
export function parseCpuMillis(raw: unknown): number | undefined {
  return roundedUp(parseQuantity(raw), 1000);
}

/** Bytes of a memory quantity, rounded up as the scheduler does. */
export function parseMemoryBytes(raw: unknown): number | undefined {
  return roundedUp(parseQuantity(raw), 1);
}

function roundedUp(value: number | undefined, scale: number) {
  if (value === undefined) {
    return undefined;
  }
  // Floating point turns 1.001 cores into 1000.9999999999999 millicores; no real figure is that fine.
  const scaled = value * scale;
  const nearest = Math.round(scaled);
  return Math.abs(scaled - nearest) < 1e-6 ? nearest : Math.ceil(scaled);
}
