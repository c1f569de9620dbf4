import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillProblem } from '../../service/ports';
import { childEnvironment, run, serverIdentity } from '../process';
import { give } from '../postgres/copyTree';
import { shellQuote } from '../postgres/configure';
import { DEFAULT_PROGRAM, PgBackRestSettings } from './settings';

const READ_MS = 120_000;
const MAX_LINES = 1_000_000;

/** How a command of pgBackRest is run in a drill. */
export interface CommandOptions {
  signal?: AbortSignal;
  /** The drill's folder, for locks. Commands that only read the repository do without. */
  directory?: string;
  onLine?(line: string): void;
}

/** Runs pgBackRest as the user that servers run as. Nothing of it writes to the repository or the source. */
export class PgBackRest {
  readonly #settings: PgBackRestSettings;

  constructor(settings: PgBackRestSettings) {
    this.#settings = settings;
  }

  get program(): string {
    return this.#settings.pgbackrest ?? DEFAULT_PROGRAM;
  }

  /** Settings that every command has; the data directory is always the drill's, never that of the file. */
  #common(pgPath: string | undefined): string[] {
    const { stanza, config } = this.#settings;
    return [
      `--stanza=${stanza}`,
      `--config=${config}`,
      '--log-level-file=off',
      ...(pgPath === undefined ? [] : [`--pg1-path=${pgPath}`]),
    ];
  }

  /** Gives what a command that only reads prints. @throws DrillProblem when it fails. */
  async read(
    command: string,
    args: readonly string[],
    options: CommandOptions = {},
  ): Promise<string> {
    const { code, stdout, tail } = await run(
      this.program,
      [
        ...(command === 'info'
          ? this.#common(undefined)
          : this.#common(undefined).filter(arg => !arg.startsWith('--stanza'))),
        '--log-level-console=off',
        '--log-level-stderr=error',
        ...args.filter(arg => arg.startsWith('--')),
        command,
        ...args.filter(arg => !arg.startsWith('--')),
      ],
      {
        cwd: '/',
        env: childEnvironment('/'),
        identity: await serverIdentity(this.#settings.runAs),
        signal: options.signal,
        timeoutMs: READ_MS,
      },
    );
    if (code !== 0) {
      throw problemOf(tail, 'not-configured');
    }
    return stdout;
  }

  /**
   * Restores into a folder of the drill.
   *
   * @throws DrillProblem `backup-damaged`, `no-backup`, `denied` or `restore-failed`.
   */
  async restore(
    pgPath: string,
    args: readonly string[],
    options: CommandOptions & { directory: string },
  ): Promise<void> {
    const identity = await serverIdentity(this.#settings.runAs);
    const locks = join(options.directory, 'lock');
    await mkdir(locks, { recursive: true, mode: 0o700 });
    await give(locks, identity);
    const { code, tail } = await run(
      this.program,
      [
        ...this.#common(pgPath),
        lockFolder(options.directory),
        '--log-level-console=detail',
        '--log-level-stderr=off',
        ...args,
        'restore',
      ],
      {
        cwd: options.directory,
        env: childEnvironment(options.directory),
        identity,
        signal: options.signal,
        onLine: options.onLine,
        maxLines: MAX_LINES,
      },
    );
    if (code !== 0) {
      throw problemOf(tail, 'backup-incomplete');
    }
  }

  /** Command of a shell that gets a file of the archive: its name is `$1`, and where to put it `$2`. */
  serveCommand(pgPath: string, directory: string): string {
    const words = [
      this.program,
      ...this.#common(pgPath),
      lockFolder(directory),
      '--no-archive-async',
      '--log-level-console=off',
      '--log-level-stderr=error',
      'archive-get',
    ];
    return `${words.map(shellQuote).join(' ')} "$1" "$2"`;
  }

  /** Gets one segment of the archive into a file of the drill. */
  async getSegment(
    name: string,
    file: string,
    pgPath: string,
    options: CommandOptions & { directory: string },
  ): Promise<void> {
    const { code, tail } = await run(
      this.program,
      [
        ...this.#common(pgPath),
        lockFolder(options.directory),
        '--no-archive-async',
        '--log-level-console=off',
        '--log-level-stderr=error',
        'archive-get',
        name,
        file,
      ],
      {
        cwd: options.directory,
        env: childEnvironment(options.directory),
        identity: await serverIdentity(this.#settings.runAs),
        signal: options.signal,
      },
    );
    if (code !== 0) {
      throw problemOf(tail, 'backup-incomplete');
    }
  }
}

/** Locks of a drill are its own: another drill, or a backup of the source, is not kept waiting. */
function lockFolder(directory: string): string {
  return `--lock-path=${join(directory, 'lock')}`;
}

/** It was not what had been put into the repository. */
const NOT_AS_WRITTEN =
  /checksum|FormatError|CryptoError|threw error|(?:bz2|lz4|zst) error/i;

/** What an error of pgBackRest means; its text may name hosts and paths, and is not told. */
function problemOf(
  lines: readonly string[],
  absent: 'not-configured' | 'backup-incomplete',
): DrillProblem {
  // Before it stands what was done; each restored file is told with its checksum.
  const from = lines.findIndex(line => line.includes('ERROR:'));
  const text = lines
    .slice(Math.max(0, from))
    .filter(line => !line.includes(' DETAIL: '))
    .join('\n');
  const number = /ERROR: \[(\d{3})\]/.exec(text)?.[1];
  const actual = number && { actual: `pgbackrest [${number}]` };
  const subject = 'repository';
  if (NOT_AS_WRITTEN.test(text)) {
    const file = /'[^']*\/data\/([^']+)'/.exec(text)?.[1];
    return new DrillProblem({
      code: 'backup-damaged',
      subject: file ?? subject,
      ...actual,
    });
  }
  if (/Permission denied|\[13\]/i.test(text)) {
    return new DrillProblem({ code: 'denied', subject, ...actual });
  }
  switch (number) {
    case '055':
      return new DrillProblem({ code: absent, subject, ...actual });
    case '075':
      return new DrillProblem({ code: 'no-backup', ...actual });
    default:
      return new DrillProblem({ code: 'restore-failed', ...actual });
  }
}
