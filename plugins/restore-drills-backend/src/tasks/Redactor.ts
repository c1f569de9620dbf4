const STARS = '***';
/** Shorter values are words, which would make a log unreadable. */
const MIN = 4;
const LONGEST_LINE = 2_000;
const PATTERNS: readonly [RegExp, string][] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]+@/gi, `$1:${STARS}@`],
  [
    /\b(password|passwd|pwd|secret|token)(\s*[=:]\s*)('[^']*'|"[^"]*"|\S+)/gi,
    `$1$2${STARS}`,
  ],
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    STARS,
  ],
];

/** Takes secrets out of what is kept: those of the configuration, and what looks like one. */
export class Redactor {
  readonly #secrets: readonly string[];

  constructor(secrets: readonly string[]) {
    this.#secrets = [...new Set(secrets)]
      .filter(({ length }) => length >= MIN)
      // The longer first: one may be a part of another.
      .sort((a, b) => b.length - a.length);
  }

  /** A line without secrets and control characters, cut where it is too long. */
  line(text: string): string {
    const known = this.#secrets.reduce(
      (line, secret) => line.split(secret).join(STARS),
      text,
    );
    const clean = PATTERNS.reduce(
      (line, [pattern, instead]) => line.replace(pattern, instead),
      known,
    );
    // eslint-disable-next-line no-control-regex
    const plain = clean.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
    return plain.length > LONGEST_LINE
      ? `${plain.slice(0, LONGEST_LINE)}…`
      : plain;
  }
}

/** Every value of the settings whose key says that it is a secret. */
export function secretsOf(settings: unknown): string[] {
  if (Array.isArray(settings)) {
    return settings.flatMap(secretsOf);
  }
  if (typeof settings !== 'object' || settings === null) {
    return [];
  }
  return Object.entries(settings).flatMap(([key, value]) =>
    typeof value === 'string' && /password|secret|token|key$/i.test(key)
      ? [value]
      : secretsOf(value),
  );
}
