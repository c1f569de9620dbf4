import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DrillProblem } from '../../service/ports';
import { run } from '../process';
import { parseBackupLabel } from './backupLabel';
import { configure, shellQuote, writeRestoreScript } from './configure';
import { Crc32c } from './crc32c';
import { flipRecord } from './damage';
import { layoutOf } from './layout';
import { checkManifest, readManifest } from './manifest';
import { recoveryFacts, tellingLines } from './ServerLog';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => undefined,
    ({ problem }: DrillProblem) => problem,
  );

describe('Crc32c', () => {
  it.each([
    // RFC 3720, B.4; as PostgreSQL writes them: lowest byte first.
    ['32 zeros', Buffer.alloc(32), 'aa36918a'],
    ['32 ones', Buffer.alloc(32, 0xff), '43aba862'],
    [
      'a count',
      Buffer.from(Array.from({ length: 32 }, (_, i) => i)),
      '4e79dd46',
    ],
    ['nothing', Buffer.alloc(0), '00000000'],
  ])('is right for %s', (_, bytes, expected) => {
    expect(new Crc32c().update(bytes).digest()).toBe(expected);
  });

  it('does not depend on the pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        const whole = new Crc32c().update(Buffer.concat([a, b])).digest();
        expect(new Crc32c().update(a).update(b).digest()).toBe(whole);
      }),
    );
  });
});

describe('parseBackupLabel', () => {
  const label = [
    'START WAL LOCATION: 0/C00028 (file 00000001000000000000000C)',
    'STOP WAL LOCATION: 0/C00100 (file 00000001000000000000000C)',
    'CHECKPOINT LOCATION: 0/C00060',
    'BACKUP METHOD: streamed',
    'START TIME: 2026-11-29 04:43:24 UTC',
    'LABEL: pg_basebackup base backup',
    'START TIMELINE: 1',
    'STOP TIME: 2026-11-29 04:43:25 UTC',
    '',
  ];

  it('reads what the archive has of a backup', () => {
    expect(parseBackupLabel(label.join('\n'))).toEqual({
      startLsn: '0/C00028',
      startSegment: '00000001000000000000000C',
      timeline: 1,
      stopLsn: '0/C00100',
      stoppedAt: Date.parse('2026-11-29T04:43:25Z'),
      label: 'pg_basebackup base backup',
    });
  });

  it('knows no end of a backup by its own label, nor a time in a zone that may be any', () => {
    const own = label.filter(line => !line.startsWith('STOP'));
    expect(parseBackupLabel(own.join('\n'))).not.toHaveProperty('stopLsn');
    const other = label.join('\n').replace('25 UTC', '25 IST');
    expect(parseBackupLabel(other)).not.toHaveProperty('stoppedAt');
  });

  it.each(['', 'hello', 'START WAL LOCATION: 0/C00028'])(
    'reads nothing in %j',
    text => {
      expect(parseBackupLabel(text)).toBeUndefined();
    },
  );
});

describe('manifest', () => {
  const content = Buffer.from('some rows');
  const sha256 = (bytes: string | Buffer) =>
    createHash('sha256').update(bytes).digest('hex');

  async function write(
    files: readonly Record<string, unknown>[],
    broken = false,
  ): Promise<void> {
    const head = `{ "PostgreSQL-Backup-Manifest-Version": 1,\n"Files": [\n${files
      .map(file => JSON.stringify(file))
      .join(
        ',\n',
      )}\n],\n"WAL-Ranges": [\n{ "Timeline": 1, "Start-LSN": "0/28", "End-LSN": "0/100" }\n],\n`;
    const sum = sha256(broken ? `${head} ` : head);
    await writeFile(
      join(folder, 'backup_manifest'),
      `${head}"Manifest-Checksum": "${sum}"}\n`,
    );
  }

  const entry = (more: Record<string, unknown> = {}) => ({
    Path: 'base/1/1',
    Size: content.length,
    'Checksum-Algorithm': 'SHA256',
    Checksum: sha256(content),
    ...more,
  });

  async function check(): Promise<unknown> {
    const manifest = await readManifest(folder);
    return checkManifest(folder, manifest!, {
      signal: new AbortController().signal,
    });
  }

  beforeEach(async () => {
    await mkdir(join(folder, 'base/1'), { recursive: true });
    await writeFile(join(folder, 'base/1/1'), content);
  });

  it.each([
    ['SHA256', sha256(content)],
    ['SHA512', createHash('sha512').update(content).digest('hex')],
    ['CRC32C', new Crc32c().update(content).digest()],
    ['NONE', undefined],
  ])('is content with the same files, by %s', async (algorithm, checksum) => {
    await write([
      entry({
        'Checksum-Algorithm': algorithm === 'NONE' ? undefined : algorithm,
        Checksum: checksum,
      }),
    ]);
    expect(await check()).toBe(1);
    expect((await readManifest(folder))?.endLsn).toBe('0/100');
  });

  it.each(['SHA256', 'CRC32C'])(
    'names a file that differs, by %s',
    async by => {
      const checksum =
        by === 'CRC32C'
          ? new Crc32c().update(content).digest()
          : sha256(content);
      await write([entry({ 'Checksum-Algorithm': by, Checksum: checksum })]);
      await writeFile(join(folder, 'base/1/1'), 'other row');
      expect(await codeOf(check())).toMatchObject({
        code: 'backup-damaged',
        subject: 'base/1/1',
      });
    },
  );

  it('names a file of another size, one that is missing and one too many', async () => {
    await write([entry({ Size: 1 })]);
    expect(await codeOf(check())).toMatchObject({ code: 'backup-damaged' });
    await write([entry(), entry({ Path: 'base/1/2' })]);
    expect(await codeOf(check())).toMatchObject({
      code: 'backup-incomplete',
      subject: 'base/1/2',
    });
    await write([]);
    expect(await codeOf(check())).toMatchObject({
      code: 'backup-damaged',
      subject: 'base/1/1',
    });
  });

  it('does not look at what a restore changes', async () => {
    await write([entry(), entry({ Path: 'postgresql.auto.conf', Size: 0 })]);
    await mkdir(join(folder, 'pg_wal'));
    await writeFile(join(folder, 'pg_wal', 'anything'), '');
    await writeFile(join(folder, 'recovery.signal'), '');
    expect(await check()).toBe(1);
  });

  it('refuses a manifest that was changed, and one that is none', async () => {
    await write([entry()], true);
    expect(await codeOf(check())).toMatchObject({ subject: 'backup_manifest' });
    await writeFile(join(folder, 'backup_manifest'), '{}');
    expect(await codeOf(check())).toMatchObject({ subject: 'backup_manifest' });
  });

  it('is none where there is no file', async () => {
    expect(await readManifest(folder)).toBeUndefined();
  });
});

describe('configure', () => {
  it('writes one target, fences the server, and survives any name of a folder', async () => {
    const odd = join(folder, `o'dd "% name`);
    const layout = layoutOf(odd);
    await mkdir(layout.data, { recursive: true });
    await configure({
      layout,
      identity: {},
      socket: join(odd, 'socket'),
      drill: 'drill-00c0ffee',
      version: 150020,
      recovery: { kind: 'time', at: Date.parse('2026-11-29T01:02:03.456Z') },
      replay: { max_connections: '100' },
      archives: false,
    });
    const text = await readFile(
      join(layout.data, 'postgresql.auto.conf'),
      'utf8',
    );
    expect(text).toContain(
      `recovery_target_time = '2026-11-29T01:02:03.456+00:00'`,
    );
    expect(text.match(/^recovery_target(?:_\w+)?/gm)).toEqual([
      'recovery_target_timeline',
      'recovery_target_action',
      'recovery_target_time',
    ]);
    for (const line of [
      `archive_mode = 'off'`,
      `listen_addresses = ''`,
      `primary_conninfo = ''`,
      `shared_preload_libraries = ''`,
      `max_logical_replication_workers = '0'`,
      `max_connections = '100'`,
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toContain('%% name');
    expect(await readFile(layout.config, 'utf8')).toBe(text);
  });

  it('serves what is there, and notes requests and what was given', async () => {
    const layout = layoutOf(join(folder, `it's "here"`));
    await mkdir(layout.archive, { recursive: true });
    await writeFile(join(layout.archive, 'A'), 'content');
    const file = `${shellQuote(layout.archive)}/"$1"`;
    await writeRestoreScript(
      layout,
      {},
      `test -f ${file} || exit 1\ncp ${file} "$2"`,
    );
    const options = { cwd: folder, env: { PATH: process.env.PATH } };
    const to = join(folder, 'got');
    const got = await run('sh', [layout.restoreScript, 'A', to], options);
    const missed = await run('sh', [layout.restoreScript, 'B', to], options);
    expect([got.code, missed.code]).toEqual([0, 1]);
    expect(await readFile(to, 'utf8')).toBe('content');
    expect(await readFile(layout.requests, 'utf8')).toBe('A\nserved A\nB\n');
  });

  it.each(['a', `a'b`, '$(id)', '`id`', '\\', 'a\nb', '"'])(
    'quotes %j for a shell',
    async text => {
      const { stdout } = await run(
        'sh',
        ['-c', `printf %s ${shellQuote(text)}`],
        { cwd: folder, env: { PATH: process.env.PATH } },
      );
      expect(stdout).toBe(text);
    },
  );
});

describe('what the server says', () => {
  it('is facts for the report, and lines for people', () => {
    const lines = [
      '2026-11-29 04:43:26.000 UTC [1] LOG:  redo starts at 0/C00028',
      '2026-11-29 04:43:26.000 UTC [1] LOG:  consistent recovery state reached at 0/C00100',
      '2026-11-29 04:43:26.000 UTC [1] FATAL:  the database system is starting up',
      '2026-11-29 04:43:26.000 UTC [1] LOG:  redo done at 0/F0C568 system usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: 1.25 s',
      '2026-11-29 04:43:26.000 UTC [1] LOG:  last completed transaction was at log time 2026-11-29 04:43:25.997128+00',
      '2026-11-29 04:43:26.000 UTC [1] LOG:  selected new timeline ID: 2',
    ];
    expect(recoveryFacts(lines)).toEqual({
      redoStartLsn: '0/C00028',
      consistentLsn: '0/C00100',
      redoDoneLsn: '0/F0C568',
      redoMs: 1250,
      lastTransactionAt: '2026-11-29 04:43:25.997128+00',
      restorePointAt: Date.parse('2026-11-29T04:43:25.997Z'),
      timeline: 2,
    });
    expect(tellingLines(lines)).toHaveLength(5);
    expect(tellingLines(lines)[0]).toBe('LOG:  redo starts at 0/C00028');
  });
});

describe('flipRecord', () => {
  it('damages a record, and nothing where there is none', async () => {
    const empty = join(folder, 'empty');
    await writeFile(empty, Buffer.alloc(4 * 8192));
    expect(await flipRecord(empty)).toBe(false);
    const page = Buffer.alloc(4 * 8192);
    // The third page: magic, a record that goes on for 10 bytes, and then one of 100.
    const at = 2 * 8192;
    page.writeUInt16LE(0xd110, at);
    page.writeUInt16LE(0x0001, at + 2);
    page.writeUInt32LE(10, at + 16);
    page.writeUInt32LE(100, at + 24 + 16);
    const used = join(folder, 'used');
    await writeFile(used, page);
    expect(await flipRecord(used)).toBe(true);
    const after = await readFile(used);
    expect(after.findIndex((byte, index) => byte !== page[index])).toBe(
      at + 24 + 16 + 20,
    );
    expect((await stat(used)).size).toBe(page.length);
  });
});
