import { open } from 'node:fs/promises';

const CHUNK = 256 * 1024;
/** Of asking whether it is ready, and of serving its requests. */
const NOISE =
  /the database system is (?:starting up|not yet accepting connections|not accepting connections|shutting down)|(?:Consistent recovery|Hot standby mode)/;

/** Reads what a server adds to its log. */
export class ServerLog {
  readonly #path: string;
  #offset = 0;
  #rest = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** New whole lines since the last call. */
  async next(): Promise<string[]> {
    const file = await open(this.#path, 'r').catch(() => undefined);
    if (!file) {
      return [];
    }
    try {
      const buffer = Buffer.alloc(CHUNK);
      let text = this.#rest;
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, CHUNK, this.#offset);
        this.#offset += bytesRead;
        text += buffer.toString('utf8', 0, bytesRead);
        if (bytesRead < CHUNK) {
          break;
        }
      }
      const lines = text.split('\n');
      this.#rest = lines.pop() ?? '';
      return lines;
    } finally {
      await file.close();
    }
  }
}

/** Lines that say something to people, without time and process. */
export function tellingLines(lines: readonly string[]): string[] {
  return lines
    .filter(line => line.trim() !== '' && !NOISE.test(line))
    .map(line => line.replace(/^[\d-]+ [\d:.]+ UTC \[\d+\] /, ''));
}

/** What a server has said of its recovery; facts that it has not told are absent. */
export function recoveryFacts(
  lines: readonly string[],
): Record<string, string | number> {
  const facts: Record<string, string | number> = {};
  for (const line of lines) {
    const elapsed = /redo done at ([0-9A-F/]+)(?:.*elapsed: ([\d.]+) s)?/.exec(
      line,
    );
    if (elapsed) {
      facts.redoDoneLsn = elapsed[1];
      if (elapsed[2] !== undefined) {
        facts.redoMs = Math.round(Number(elapsed[2]) * 1000);
      }
    }
    note(facts, 'redoStartLsn', /redo starts at ([0-9A-F/]+)/, line);
    note(
      facts,
      'consistentLsn',
      /consistent recovery state reached at ([0-9A-F/]+)/,
      line,
    );
    note(
      facts,
      'lastTransactionAt',
      /last completed transaction was at log time (.*)$/,
      line,
    );
    const at = Date.parse(isoOf(String(facts.lastTransactionAt ?? '')));
    if (Number.isFinite(at)) {
      facts.restorePointAt = at;
    }
    note(facts, 'timeline', /selected new timeline ID: (\d+)/, line);
    note(facts, 'stopped', /recovery stopping (.*)$/, line);
  }
  return facts;
}

function note(
  facts: Record<string, string | number>,
  name: string,
  pattern: RegExp,
  line: string,
): void {
  const value = pattern.exec(line)?.[1];
  if (value !== undefined) {
    facts[name] = name === 'timeline' ? Number(value) : value;
  }
}

/** The log's times are UTC: `2026-11-29 02:00:00.123456+00`. */
function isoOf(time: string): string {
  return time
    .replace(' ', 'T')
    .replace(/(\.\d{3})\d*/, '$1')
    .replace(/\+00$/, 'Z');
}
