import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../python/__testUtils__/servers';
import { TEMPLATES } from '../../tester/templateFolder';
import { Ended, run } from '../../tools/run';

/** What the role backup_restore puts on a host. */
export const FILES = join(
  TEMPLATES,
  'ansible-baseline/skeleton/roles/backup_restore/files',
);
const BIN = '/usr/lib/postgresql/15/bin';

/** The command line of AWS, over a folder: what is sent there must be encrypted. */
const AWS = `#!/bin/bash
set -euo pipefail
echo "$*" >> "$FAKE_S3/calls"
at() { case $1 in s3://*) echo "$FAKE_S3/\${1#s3://}" ;; *) echo "$1" ;; esac; }
[ "$1" = s3 ] && shift
what=$1 && shift
plain=() encrypted=false
while [ $# -gt 0 ]; do
  case $1 in
    --sse) [ "$2" = aws:kms ] && encrypted=true; shift ;;
    --sse-kms-key-id | --region | --source-region) shift ;;
    --quiet | --only-show-errors) ;;
    *) plain+=("$1") ;;
  esac
  shift
done
case $what in
  ls) for found in "$(at "\${plain[0]}")"*/; do echo "                           PRE \${found#"$(at "\${plain[0]}")"}"; done ;;
  cp)
    if [ "\${plain[1]}" = - ]; then cat "$(at "\${plain[0]}")"; exit; fi
    case \${plain[1]} in s3://*) $encrypted ;; esac
    mkdir -p "$(dirname "$(at "\${plain[1]}")")"
    cp "$(at "\${plain[0]}")" "$(at "\${plain[1]}")" ;;
  sync) $encrypted; mkdir -p "$(at "\${plain[1]}")"; cp -R "$(at "\${plain[0]}")/." "$(at "\${plain[1]}")" ;;
esac
`;

/** A report of the runner, as JSON. */
export type Report = ReturnType<typeof JSON.parse>;

interface Ids {
  uid: number;
  gid: number;
}

/** A real PostgreSQL with an archive, and what the role puts beside it. */
export class Source {
  readonly folder: string;
  readonly #ids: Ids | undefined;

  private constructor(
    folder: string,
    readonly port: number,
    ids: Ids | undefined,
  ) {
    this.folder = folder;
    this.#ids = ids;
  }

  /** Starts one in a folder of its own, with a database `videos` of a thousand orders. */
  static async start(): Promise<Source> {
    const folder = await mkdtemp(join(tmpdir(), 'tlr-'));
    const ids = await postgresIds();
    const [port] = await freePorts(1);
    const source = new Source(folder, port, ids);
    await cp(FILES, join(folder, 'lib'), { recursive: true });
    await mkdir(join(folder, 'bin'));
    await writeFile(join(folder, 'bin/aws'), AWS, { mode: 0o755 });
    for (const name of ['drills', 'reports', 'repository', 's3', 'socket']) {
      await mkdir(join(folder, name));
    }
    await writeFile(
      join(folder, 'pgbackrest.conf'),
      `[global]
repo1-path=${folder}/repository
log-path=${folder}
lock-path=${folder}/lock
spool-path=${folder}/spool
start-fast=y
[textloom]
pg1-path=${folder}/data
pg1-socket-path=${folder}/socket
pg1-port=${port}
`,
    );
    if (ids) {
      const { stderr, code } = await run('chown', [
        ...['-R', `${ids.uid}:${ids.gid}`, folder],
      ]);
      if (code !== 0) {
        throw new Error(stderr);
      }
    }
    try {
      await source.#serve();
    } catch (error) {
      await source.stop();
      throw error;
    }
    return source;
  }

  async #serve() {
    const { folder } = this;
    await this.succeeds(`${BIN}/initdb`, [
      ...['-D', `${folder}/data`, '-U', 'postgres', '--auth=trust'],
      ...['--no-sync', '-E', 'UTF8', '--locale=C'],
    ]);
    const archive = `pgbackrest --config=${folder}/pgbackrest.conf --stanza=textloom archive-push %p`;
    await writeFile(
      join(folder, 'data/postgresql.auto.conf'),
      `listen_addresses = '127.0.0.1'
port = ${this.port}
unix_socket_directories = '${folder}/socket'
fsync = off
archive_mode = on
archive_timeout = 60
archive_command = '${archive}'
`,
    );
    await this.succeeds(`${BIN}/pg_ctl`, [
      ...['-D', `${folder}/data`, '-w', '-s', '-l', `${folder}/log`, 'start'],
    ]);
    await this.sql('CREATE DATABASE videos', 'postgres');
    await this.sql(
      'CREATE TABLE orders AS SELECT generate_series(1, 1000) AS id',
    );
    await this.succeeds('pgbackrest', [
      ...[`--config=${folder}/pgbackrest.conf`, '--stanza=textloom'],
      'stanza-create',
    ]);
  }

  /** Runs a program as whom PostgreSQL runs as. */
  run(program: string, args: readonly string[], env = {}): Promise<Ended> {
    const { folder } = this;
    const options = {
      cwd: folder,
      timeoutMs: 120_000,
      env: {
        PATH: `${folder}/bin:${process.env.PATH}`,
        LC_ALL: 'C.UTF-8',
        PYTHONPATH: `${folder}/lib`,
        PYTHONDONTWRITEBYTECODE: '1',
        FAKE_S3: `${folder}/s3`,
        ...env,
      },
    };
    return this.#ids
      ? run(
          'setpriv',
          [
            `--reuid=${this.#ids.uid}`,
            `--regid=${this.#ids.gid}`,
            ...['--clear-groups', program, ...args],
          ],
          options,
        )
      : run(program, args, options);
  }

  /** @throws with what it said when it fails */
  async succeeds(
    program: string,
    args: readonly string[],
    env = {},
  ): Promise<string> {
    const { code, stdout, stderr } = await this.run(program, args, env);
    if (code !== 0) {
      throw new Error(`${program} ended with ${code}: ${stdout}${stderr}`);
    }
    return stdout;
  }

  async sql(text: string, database = 'videos'): Promise<string> {
    const said = await this.succeeds(`${BIN}/psql`, [
      ...['-XqtA', '-h', `${this.folder}/socket`, '-p', `${this.port}`],
      ...['-U', 'postgres', '-d', database, '-c', text],
    ]);
    return said.trim();
  }

  /** Has what was written so far archived. */
  async archive(): Promise<void> {
    const segment = await this.sql('SELECT pg_walfile_name(pg_switch_wal())');
    const newest = 'SELECT last_archived_wal FROM pg_stat_archiver';
    while ((await this.sql(newest)) < segment) {
      await sleep(50);
    }
  }

  /** Settings of the runner, as the role writes them, with some changed. */
  async settings(change: object = {}): Promise<string> {
    const { folder } = this;
    const settings = {
      environment: 'test',
      store: {
        id: 'orders',
        title: 'orders of test',
        kind: 'pgbackrest',
        priority: 'P0',
      },
      scenario: 'instance-loss',
      schedule: { every: 'month', day: 1, hour: 4 },
      rto_seconds: 3600,
      rpo_seconds: 900,
      time_limit_seconds: 7200,
      assumed_seconds: { detection: 300, response: 900, switch: 60 },
      marker_seconds: 60,
      method: 'pgbackrest',
      backups: 's3://backups/test/postgresql',
      stanza: 'textloom',
      pgbackrest_config: `${folder}/pgbackrest.conf`,
      bin: BIN,
      source: {
        host: `${folder}/socket`,
        port: this.port,
        user: 'postgres',
        database: 'videos',
      },
      superuser: 'postgres',
      target_port: 55432,
      smoke: 'SELECT id FROM orders ORDER BY id DESC LIMIT 1',
      work_directory: `${folder}/drills`,
      reports: `${folder}/reports`,
      reports_address: 's3://backups/test/restore-drills',
      ledger: `${folder}/ledger.jsonl`,
      ...change,
    };
    const path = join(folder, 'restore-drill.json');
    await writeFile(path, JSON.stringify(settings));
    return path;
  }

  async mark(): Promise<void> {
    const config = await this.settings();
    await this.succeeds('/usr/bin/python3', [
      ...['-m', 'textloom_restore', 'marker', '--config', config],
    ]);
  }

  /** One drill: how the runner ended, and its report. */
  async drill(
    change: object = {},
  ): Promise<{ code: number | null; report: Report }> {
    const config = await this.settings(change);
    const args = ['-m', 'textloom_restore', 'drill', '--config', config];
    const { code, stderr } = await this.run('/usr/bin/python3', args);
    try {
      const text = readFileSync(`${this.folder}/reports/latest.json`, 'utf8');
      return { code, report: JSON.parse(text) };
    } catch {
      throw new Error(`The runner wrote no report: ${stderr}`);
    }
  }

  /** The script of the timers. */
  async backUp(what: string, env = {}): Promise<Ended> {
    const { folder } = this;
    return this.run('bash', [`${folder}/lib/textloom-backup`, what], {
      BACKUP_METHOD: 'pgbackrest',
      BACKUP_STANZA: 'textloom',
      BACKUP_FOLDER: `${folder}/backups`,
      BACKUP_ADDRESS: 's3://backups/test',
      BACKUP_OFFSITE_ADDRESS: 's3://backups-offsite/test',
      BACKUP_OFFSITE_REGION: 'ap-northeast-1',
      AWS_REGION: 'ap-southeast-1',
      PGHOST: `${folder}/socket`,
      PGPORT: `${this.port}`,
      PGUSER: 'postgres',
      PGDATABASE: 'videos',
      PGBACKREST_CONFIG: `${folder}/pgbackrest.conf`,
      ...env,
    });
  }

  async stop(): Promise<void> {
    await this.run(`${BIN}/pg_ctl`, [
      ...['-D', `${this.folder}/data`, '-s', '-m', 'immediate', 'stop'],
    ]);
    await rm(this.folder, { recursive: true });
  }
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function postgresIds() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag =>
      Number((await run('id', [flag, 'postgres'])).stdout),
    ),
  );
  return { uid, gid };
}
