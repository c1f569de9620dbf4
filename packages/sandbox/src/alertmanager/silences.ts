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

/** A request that Alertmanager would refuse, with its answer. */
export class Refusal extends Error {
  constructor(readonly status: 400 | 404 | 422, readonly body: unknown) {
    super('Alertmanager refuses the request');
    this.name = 'Refusal';
  }
}

/** A body or path that is not as the API's schema has it; codes are those of go-openapi. */
export const malformed = (code: number, message: string) =>
  new Refusal(422, { code, message });

const failed = (why: string) =>
  new Refusal(400, `Failed to create silence: ${why}`);

const invalid = (why: string) => new Refusal(400, `silence invalid: ${why}`);

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

const FILTER = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*("?)(.*)\3\s*$/s;

/** A matcher such as `severity=~"P[01]"`. @throws Refusal */
export function parseMatcher(text: string): Matcher {
  const [, name, operator = '', , value = ''] = FILTER.exec(text) ?? [];
  if (!name) {
    throw new Refusal(400, `bad matcher format: ${text}`);
  }
  const matcher = {
    name,
    value,
    isRegex: operator.endsWith('~'),
    isEqual: operator.startsWith('='),
  };
  if (!isSound(matcher)) {
    throw new Refusal(400, `error parsing regexp: \`^(?:${value})$\``);
  }
  return matcher;
}

function isSound(matcher: Matcher): boolean {
  try {
    matches([matcher], {});
    return true;
  } catch {
    return false;
  }
}

function readMatcher(raw: unknown, index: number): Matcher {
  const { name, value, isRegex, isEqual } = (raw ?? {}) as Partial<Matcher>;
  if (typeof name !== 'string' || typeof value !== 'string') {
    const field = typeof name === 'string' ? 'value' : 'name';
    throw malformed(602, `matchers.${index}.${field} in body is required`);
  }
  const matcher = {
    name,
    value,
    isRegex: isRegex === true,
    isEqual: isEqual !== false,
  };
  if (!/^[a-zA-Z_]\w*$/.test(name)) {
    throw invalid(
      `invalid label matcher ${index}: invalid label name "${name}"`,
    );
  }
  if (!isSound(matcher)) {
    throw invalid(
      `invalid label matcher ${index}: invalid regular expression "${value}"`,
    );
  }
  return matcher;
}

const REQUIRED = [
  'comment',
  'createdBy',
  'endsAt',
  'matchers',
  'startsAt',
] as const;

/** A silence of what was sent; it never begins in the past. @throws Refusal */
export function readSilence(raw: unknown, id: string, now: number): Silence {
  const body = (raw ?? {}) as Partial<Record<keyof Silence, unknown>>;
  const absent = REQUIRED.find(field => (body[field] ?? '') === '');
  if (absent) {
    throw malformed(602, `${absent} in body is required`);
  }
  const startsAt = Math.max(now, timeOf(body, 'startsAt'));
  const endsAt = timeOf(body, 'endsAt');
  const matchers = Array.isArray(body.matchers)
    ? body.matchers.map(readMatcher)
    : [];
  if (matchers.length === 0) {
    throw malformed(612, 'matchers in body should have at least 1 items');
  }
  if (endsAt < now) {
    throw failed("end time can't be in the past");
  }
  if (startsAt >= endsAt) {
    throw failed('start time must be before end time');
  }
  if (matchers.every(item => matches([item], {}))) {
    throw invalid('at least one matcher must not match the empty string');
  }
  return {
    id,
    status: { state: startsAt > now ? 'pending' : 'active' },
    matchers,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    updatedAt: new Date(now).toISOString(),
    createdBy: `${body.createdBy}`,
    comment: `${body.comment}`,
  };
}

function timeOf(
  body: Partial<Record<keyof Silence, unknown>>,
  field: 'startsAt' | 'endsAt',
): number {
  const at = Date.parse(`${body[field]}`);
  if (Number.isNaN(at)) {
    throw malformed(601, `${field} in body must be of type date-time`);
  }
  return at;
}

/** The silence as it stands at a moment. */
export function atMoment(silence: Silence, now: number): Silence {
  if (Date.parse(silence.endsAt) <= now) {
    return { ...silence, status: { state: 'expired' } };
  }
  const state = Date.parse(silence.startsAt) > now ? 'pending' : 'active';
  return { ...silence, status: { state } };
}
