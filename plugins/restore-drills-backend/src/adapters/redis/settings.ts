/** How a server is reached. */
export interface RedisConnection {
  host?: string;
  /** Path of the Unix socket; instead of `host`. */
  socket?: string;
  port?: number;
  user?: string;
  password?: string;
}

/** How a server keeps its data: in one file at times, or in a log. */
export type Persistence = 'rdb' | 'aof';

/** Copies of a Redis server's files, made by whoever keeps backups of it. */
export interface RedisSettings {
  /** Reads the source: `INFO` and `TIME`, and `CONFIG GET` where it may. Without it the source is not asked. */
  connection?: RedisConnection;
  /** May write `drill:hb` and `drill:hb:log`, and nothing else. */
  heartbeatConnection?: RedisConnection;
  /** Folder of the copies, a folder each; what begins with a dot is being made. */
  copies: string;
  /** Folder of `redis-server`, and of `redis-check-rdb` and `redis-check-aof` where they are installed. */
  bin?: string;
  persistence: Persistence;
  /** User that servers of drills run as, where the portal is root. */
  runAs?: string;
  /** Copies are kept for so many hours: when the newest is older, none are made any more. */
  keepHours?: number;
}

export const DEFAULT_BIN = '/usr/bin';
export const DEFAULT_KEEP_HOURS = 168;
