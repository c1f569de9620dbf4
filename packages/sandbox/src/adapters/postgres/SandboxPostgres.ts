import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BaseBackups } from './BaseBackups';
import { copyBinaries, findBinaries, Programs } from './binaries';
import { DATABASE, prepareDatabase, workALittle } from './database';
import { loseSegment } from './loseSegment';
import { drillsOf, homeOf, Owner, ownerOf } from './owner';
import { PostgresServer } from './PostgresServer';
import { makeSecrets, readSecrets, Secrets } from './secrets';
import { markTemporary, removeForgotten } from './temporary';

const WORK_MS = 500;
const LOOK_MS = 60_000;

/** Where the sandbox's database is and how the portal reaches it. */
export interface PostgresFacts {
  host: string;
  port: number;
  database: string;
  /** Passwords of the roles `drill_reader` and `drill_heartbeat`. */
  readerPassword: string;
  heartbeatPassword: string;
  /** Folders. */
  backups: string;
  archive: string;
  bin: string;
  /** Where drills may restore to: the user of PostgreSQL can reach it. */
  drills: string;
  /** User that PostgreSQL must run as, where the sandbox is root. */
  runAs?: string;
}

/** How the database is made. */
export interface SandboxPostgresOptions {
  /** Folder in which it is kept over restarts. */
  directory: string;
  port: number;
  /** Folder of an installed PostgreSQL's programs, instead of those that npm brings. */
  bin?: string;
  uid?: number;
  log(line: string): void;
}

/** TextLoom's database: it works a little all the time, archives its log, and has a base backup each hour. */
export class SandboxPostgres {
  readonly facts: PostgresFacts;
  readonly #directory: string;
  readonly #home: string;
  readonly #programs: Programs;
  readonly #secrets: Secrets;
  readonly #server: PostgresServer;
  readonly #backups: BaseBackups;
  readonly #log: SandboxPostgresOptions['log'];
  #stopRounds?: () => Promise<void>;
  #starting?: Promise<void>;

  private constructor(parts: {
    facts: PostgresFacts;
    directory: string;
    home: string;
    programs: Programs;
    secrets: Secrets;
    owner?: Owner;
    log: SandboxPostgresOptions['log'];
  }) {
    const { facts, home, programs, secrets, owner, log } = parts;
    this.facts = facts;
    this.#directory = parts.directory;
    this.#home = home;
    this.#programs = programs;
    this.#secrets = secrets;
    this.#log = log;
    this.#server = new PostgresServer({
      bin: facts.bin,
      port: facts.port,
      home,
      password: secrets.admin,
      ...(owner && { owner }),
    });
    this.#backups = new BaseBackups(this.#server, facts);
  }

  /** Knows at once where everything will be; undefined where there is no PostgreSQL for this platform. */
  static async plan(
    options: SandboxPostgresOptions,
  ): Promise<SandboxPostgres | undefined> {
    const { directory, port, log } = options;
    const owner = await ownerOf(options.uid ?? process.getuid?.());
    const home = homeOf(directory, owner);
    const programs = await findBinaries(home, options.bin);
    if (!programs) {
      return undefined;
    }
    await mkdir(directory, { recursive: true });
    const kept = await readSecrets(directory);
    if (!kept) {
      // Data outside of the state folder outlives it, with passwords that nobody knows any more.
      await rm(home, { recursive: true, force: true });
    }
    const secrets = kept ?? (await makeSecrets(directory));
    const facts: PostgresFacts = {
      host: '127.0.0.1',
      port,
      database: DATABASE,
      readerPassword: secrets.reader,
      heartbeatPassword: secrets.heartbeat,
      backups: join(home, 'backups'),
      archive: join(home, 'archive'),
      bin: programs.bin,
      drills: drillsOf(directory),
      ...(owner && { runAs: owner.name }),
    };
    return new SandboxPostgres({
      ...{ facts, directory, home, programs, secrets, log },
      ...(owner && { owner }),
    });
  }

  /** Takes some seconds the first time, to make the data. */
  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /** A session of the administrator in the database. The caller ends it. */
  connect() {
    return this.#server.connect(DATABASE);
  }

  /** Takes a segment of the archive away that a restore of the newest backup needs. */
  async loseSegment() {
    await this.start();
    return loseSegment(this.#server, this.facts);
  }

  /** Takes a base backup now; gives its folder. */
  async backUp(): Promise<string> {
    await this.start();
    return this.#backups.take();
  }

  async close(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    await this.#stopRounds?.();
    await this.#server.stop();
  }

  async #start(): Promise<void> {
    const { backups, drills } = this.facts;
    for (const folder of [backups, drills]) {
      await mkdir(folder, { recursive: true, mode: 0o755 });
    }
    for (const folder of [this.#home, drills]) {
      await markTemporary(folder, this.#directory);
    }
    await this.#removeForgotten();
    await copyBinaries(this.#programs);
    await this.#server.start();
    await prepareDatabase(this.#server, this.#secrets);
    await this.#backups.takeIfOld();
    this.#stopRounds = await this.#beginRounds();
  }

  async #removeForgotten(): Promise<void> {
    try {
      for (const folder of await removeForgotten()) {
        this.#log(`Removed ${folder}: its state folder is gone`);
      }
    } catch (error) {
      this.#log(`Sandbox database: ${(error as Error).message}`);
    }
  }

  /** Work twice a second; once a minute a look whether a backup is due. */
  async #beginRounds(): Promise<() => Promise<void>> {
    const client = await this.connect();
    let stopped = false;
    let round = Promise.resolve();
    const each = (work: () => Promise<unknown>) => {
      round = round
        .then(() => (stopped ? undefined : work()))
        .then(
          () => undefined,
          error => this.#log(`Sandbox database: ${error.message}`),
        );
    };
    const timers = [
      setInterval(() => each(() => workALittle(client)), WORK_MS),
      setInterval(() => each(() => this.#backups.takeIfOld()), LOOK_MS),
    ];
    return async () => {
      stopped = true;
      timers.forEach(timer => clearInterval(timer));
      await round;
      await client.end();
    };
  }
}
