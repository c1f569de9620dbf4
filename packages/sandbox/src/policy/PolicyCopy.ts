import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { rfc3339 } from '../kubernetes/store';
import { writeState } from '../state/writeState';

/** A time in which nothing moves forward. Times are milliseconds since the epoch. */
export interface PolicyFreeze {
  /** The only one with this name. */
  name: string;
  reason: string;
  environments: readonly string[];
  from: number;
  to: number;
}

/**
 * The policy of deployments as a portal beside the sandbox reads it: what its file says, and the freezes of scenarios.
 * The file itself is only read; its changes are handed on.
 */
export class PolicyCopy {
  /** Where the portal finds it. */
  readonly path: string;
  readonly #source: string;
  readonly #freezes = new Map<string, PolicyFreeze>();
  #written: string | undefined;

  /**
   * @param options.directory - folder of the copy
   * @throws when the file cannot be read
   */
  constructor(options: { source: string; directory: string }) {
    this.#source = options.source;
    this.path = join(options.directory, 'deployments-policy.yaml');
    this.#write(this.#read());
  }

  /** Adds a freeze, or puts it in the place of one of the same name. @throws when the file cannot be read */
  freeze(freeze: PolicyFreeze): void {
    this.#freezes.set(freeze.name, freeze);
    this.#write(this.#read());
  }

  /** Takes a freeze away. @throws when the file cannot be read */
  thaw(name: string): void {
    this.#freezes.delete(name);
    this.#write(this.#read());
  }

  /** Hands a change of the file on; one that is away for a moment changes nothing. */
  refresh(): void {
    let text: string;
    try {
      text = this.#read();
    } catch {
      return;
    }
    this.#write(text);
  }

  #read(): string {
    return readFileSync(this.#source, 'utf8');
  }

  #write(text: string): void {
    const next = withFreezes(text, [...this.#freezes.values()]);
    if (next !== this.#written) {
      writeState(this.path, next);
      this.#written = next;
    }
  }
}

/** Without freezes letter by letter, so that a problem is where its line says; a broken file stays as it is. */
function withFreezes(text: string, freezes: readonly PolicyFreeze[]): string {
  const document = parseDocument(text);
  if (freezes.length === 0 || document.errors.length > 0) {
    return text;
  }
  const before: unknown = document.toJS()?.freezes;
  document.set('freezes', [
    ...(Array.isArray(before) ? before : []),
    ...freezes.map(freeze => ({
      ...freeze,
      from: rfc3339(freeze.from),
      to: rfc3339(freeze.to),
    })),
  ]);
  return document.toString({ lineWidth: 0 });
}
