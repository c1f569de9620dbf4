const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A quantity of Kubernetes as a number: cores or bytes. @throws when it is none */
export function quantityOf(value: unknown): number {
  const [, digits, unit] =
    /^(\d+(?:\.\d+)?)(m|k|M|G|Ki|Mi|Gi|Ti|)$/.exec(String(value)) ?? [];
  if (digits === undefined) {
    throw new Error(`'${String(value)}' is no quantity of Kubernetes`);
  }
  return Number(digits) * UNITS[unit];
}
