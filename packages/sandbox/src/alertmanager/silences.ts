/** One matcher of a silence, as Alertmanager v2 writes it. */
export interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

/** A silence, as Alertmanager v2 writes it. */
export interface Silence {
  id: string;
  status: { state: 'active' | 'pending' | 'expired' };
  matchers: Matcher[];
  startsAt: string;
  endsAt: string;
  updatedAt: string;
  createdBy: string;
  comment: string;
}

/** A silence was asked for that Alertmanager would refuse; the message says why. */
export class SilenceRefused extends Error {}

/** Whether a silence's matchers all hold for labels; an absent label is empty. */
export function matches(
  matchers: readonly Matcher[],
  labels: Readonly<Record<string, string>>,
): boolean {
  return matchers.every(({ name, value, isRegex, isEqual }) => {
    const label = labels[name] ?? '';
    const equal = isRegex
      ? new RegExp(`^(?:${value})$`).test(label)
      : label === value;
    return equal === isEqual;
  });
}

function readMatcher(raw: unknown): Matcher {
  const { name, value, isRegex, isEqual } = (raw ?? {}) as Partial<Matcher>;
  if (typeof name !== 'string' || typeof value !== 'string' || name === '') {
    throw new SilenceRefused('invalid label matcher');
  }
  const matcher = {
    name,
    value,
    isRegex: isRegex === true,
    isEqual: isEqual !== false,
  };
  try {
    matches([matcher], {});
  } catch {
    throw new SilenceRefused(`invalid regular expression ${value}`);
  }
  return matcher;
}

/** A silence of what was sent. @throws SilenceRefused */
export function readSilence(raw: unknown, id: string, now: number): Silence {
  const body = (raw ?? {}) as Partial<Record<keyof Silence, unknown>>;
  const startsAt = Date.parse(String(body.startsAt));
  const endsAt = Date.parse(String(body.endsAt));
  const matchers = Array.isArray(body.matchers)
    ? body.matchers.map(readMatcher)
    : [];
  if (Number.isNaN(startsAt) || Number.isNaN(endsAt) || startsAt >= endsAt) {
    throw new SilenceRefused('start time must be before end time');
  }
  if (matchers.length === 0 || matchers.every(item => matches([item], {}))) {
    throw new SilenceRefused(
      'at least one matcher must not match the empty string',
    );
  }
  if (typeof body.createdBy !== 'string' || typeof body.comment !== 'string') {
    throw new SilenceRefused('creator and comment are missing');
  }
  return {
    id,
    status: { state: startsAt > now ? 'pending' : 'active' },
    matchers,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    updatedAt: new Date(now).toISOString(),
    createdBy: body.createdBy,
    comment: body.comment,
  };
}

/** The silence as it stands at a moment. */
export function atMoment(silence: Silence, now: number): Silence {
  if (Date.parse(silence.endsAt) <= now) {
    return { ...silence, status: { state: 'expired' } };
  }
  const state = Date.parse(silence.startsAt) > now ? 'pending' : 'active';
  return { ...silence, status: { state } };
}
