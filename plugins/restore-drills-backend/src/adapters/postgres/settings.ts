/** How a server is reached. */
export interface PostgresConnection {
  host?: string;
  /** Folder of the Unix socket; instead of `host`. */
  socket?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  /** Only over TLS, and only to a server whose certificate is of these authorities; of the machine's without a file. */
  tls?: { caFile?: string };
}

/** What is common to all ways of backing up PostgreSQL. */
export interface ServerSettings {
  /** Reads the source; its role may change nothing. */
  connection: PostgresConnection;
  /** Its role may write `drill_hb`, and nothing else. */
  heartbeatConnection?: PostgresConnection;
  /** Folder of `postgres`, and of `pg_verifybackup` and `pg_amcheck` where they are installed. */
  bin: string;
  /** User that servers of drills run as, where the portal is root. */
  runAs?: string;
  /** First business request; `SELECT 1` by default. It runs in a transaction that is rolled back. */
  smoke?: string;
  /** Tables whose rows are compared, as `schema.table`; by default the user tables, up to 20. */
  tables?: readonly string[];
}

/** Base backups and an archive in folders of this machine, by PostgreSQL's own tools. */
export interface PostgresSettings extends ServerSettings {
  /** Base backups, a folder each, with `backup_label`, and `backup_manifest` where there is one. */
  backups: string;
  archive: string;
}
