import {
  FrozenEvidence,
  FrozenFile,
  parseLsn,
  parseSegment,
  RecoveryTarget,
  WAL_SEGMENT_BYTES,
} from '@textloom/plugin-restore-drills-common';
import { z } from 'zod';
import { DrillProblem } from '../../service/ports';
import {
  ArchiveListing,
  assertReachable,
  BaseBackup,
  chooseBackup,
  neededFiles,
} from '../postgres/choosing';
import { ArchiveReach, reachOf } from '../postgres/continuity';
import { PgBackRest } from './PgBackRest';

const SECOND_MS = 1_000;
const MISSING_STANZA = 1;
const SIZES = Array.from({ length: 11 }, (_, power) => 2 ** (20 + power));
const ARCHIVED = /^([0-9A-F]{24})-[0-9a-f]{40}(?:\.(?:gz|lz4|zst|bz2|xz))?$/;
const HISTORY = /^([0-9A-F]{8}\.history)(?:\.(?:gz|lz4|zst|bz2|xz))?$/;

const infoSchema = z.array(
  z.object({
    name: z.string(),
    status: z.object({ code: z.number() }),
    archive: z.array(z.object({ id: z.string() })).default([]),
    backup: z
      .array(
        z.object({
          label: z.string(),
          error: z.boolean().nullish(),
          archive: z.object({
            start: z.string().nullable(),
            stop: z.string().nullable(),
          }),
          lsn: z.object({ start: z.string(), stop: z.string() }).optional(),
          timestamp: z.object({ start: z.number(), stop: z.number() }),
          info: z.object({ size: z.number() }),
        }),
      )
      .default([]),
  }),
);
const listingSchema = z.record(
  z.string(),
  z.object({
    type: z.string(),
    size: z.number().optional(),
    time: z.number().optional(),
  }),
);

/** A backup of pgBackRest; `id` is its label. */
export interface RepositoryBackup extends BaseBackup {
  /** Of the restored files. */
  bytes: number;
}

/** What `info` says. */
export interface RepositoryInfo {
  /** Oldest first; those that have ended with an error are left out. */
  backups: readonly RepositoryBackup[];
  /** Folder of the archive of the newest cluster, e.g. `15-1`. */
  archiveId: string;
  segmentBytes: number;
}

/** Reads a repository of pgBackRest through its own commands. */
export class Repository {
  readonly #tool: PgBackRest;
  readonly #stanza: string;

  constructor(tool: PgBackRest, stanza: string) {
    this.#tool = tool;
    this.#stanza = stanza;
  }

  /** @throws DrillProblem `no-backup` when there is none, `not-configured` when the stanza is not known. */
  async info(signal?: AbortSignal): Promise<RepositoryInfo> {
    const text = await this.#tool.read('info', ['--output=json'], { signal });
    const stanzas = infoSchema.parse(JSON.parse(text));
    const stanza = stanzas.find(({ name }) => name === this.#stanza);
    const archiveId = stanza?.archive.at(-1)?.id;
    if (!stanza || stanza.status.code === MISSING_STANZA) {
      throw new DrillProblem({ code: 'not-configured', subject: 'stanza' });
    }
    const backups = stanza.backup.flatMap(
      ({ label, error, archive, lsn, timestamp, info }) =>
        error || archive.start === null || !lsn
          ? []
          : [
              {
                id: label,
                label,
                startLsn: lsn.start,
                stopLsn: lsn.stop,
                startSegment: archive.start,
                timeline: parseInt(archive.start.slice(0, 8), 16),
                completedAt: timestamp.stop * SECOND_MS,
                bytes: info.size,
              },
            ],
    );
    if (backups.length === 0 || archiveId === undefined) {
      throw new DrillProblem({ code: 'no-backup' });
    }
    return { backups, archiveId, segmentBytes: segmentBytesBy(backups[0]) };
  }

  /** What the archive has, of what was there at `until` at the latest. Sizes are those of the compressed files. */
  async archive(
    { archiveId, segmentBytes }: RepositoryInfo,
    until: number,
    signal?: AbortSignal,
  ): Promise<ArchiveListing> {
    const folder = `archive/${this.#stanza}/${archiveId}`;
    const text = await this.#tool.read(
      'repo-ls',
      ['--recurse', '--output=json', folder],
      { signal },
    );
    const files: FrozenFile[] = [];
    const histories: Record<string, string> = {};
    for (const [path, { type, size, time }] of Object.entries(
      listingSchema.parse(JSON.parse(text)),
    )) {
      const file = path.split('/').pop()!;
      const name = (ARCHIVED.exec(file) ?? HISTORY.exec(file))?.[1];
      const modifiedAt = (time ?? 0) * SECOND_MS;
      if (type === 'file' && name !== undefined && modifiedAt <= until) {
        files.push({ name, bytes: size ?? 0, modifiedAt });
        if (HISTORY.test(name)) {
          histories[name] = await this.#tool.read(
            'repo-get',
            [`${folder}/${path}`],
            { signal },
          );
        }
      }
    }
    files.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { files, misshapen: [], segmentBytes, histories };
  }

  /** How far a backup can be rolled forward. */
  reach(backup: BaseBackup, archive: ArchiveListing): ArchiveReach {
    return reachOf(
      archive.files.map(({ name }) => name),
      backup.startSegment,
      archive,
    );
  }

  /** As the folder repository does it. */
  async freeze(
    target: RecoveryTarget,
    failedAt: number,
    signal: AbortSignal,
  ): Promise<Omit<FrozenEvidence, 'digest'>> {
    const info = await this.info(signal);
    const archive = await this.archive(info, failedAt, signal);
    const backup = chooseBackup(info.backups, target, failedAt);
    const reach = this.reach(backup, archive);
    assertReachable(target, failedAt, backup, archive, reach);
    return {
      failedAt,
      backup: {
        id: backup.id,
        completedAt: backup.completedAt,
        bytes: backup.bytes,
      },
      archive: neededFiles(backup, archive),
      ...(reach.until !== undefined && { recoverableUntil: reach.until }),
      ...(reach.gap !== undefined && { gap: reach.gap }),
    };
  }

  /** @throws DrillProblem `no-backup` when it is not there any more. */
  async backup(label: string, signal?: AbortSignal): Promise<RepositoryBackup> {
    const { backups } = await this.info(signal);
    const backup = backups.find(({ id }) => id === label);
    if (!backup) {
      throw new DrillProblem({ code: 'no-backup', subject: label });
    }
    return backup;
  }

  /** Text of a file of a backup. */
  fileOf(label: string, name: string, signal: AbortSignal): Promise<string> {
    return this.#tool.read(
      'repo-get',
      [`backup/${this.#stanza}/${label}/${name}`],
      { signal },
    );
  }

  /** Text of a history in the archive; undefined when it is not there. */
  async history(name: string): Promise<string | undefined> {
    const { histories } = await this.archive(await this.info(), Infinity);
    return histories[name];
  }
}

/** The archive's segments are compressed; their size is the one at which the backup begins in the segment it names. */
function segmentBytesBy({ startLsn, startSegment }: BaseBackup): number {
  const at = parseLsn(startLsn);
  return (
    SIZES.find(
      size => parseSegment(startSegment, size)?.number === at / BigInt(size),
    ) ?? WAL_SEGMENT_BYTES
  );
}
