import { ServerSettings } from '../postgres';

/** A repository of pgBackRest. */
export interface PgBackRestSettings extends ServerSettings {
  stanza: string;
  /** Its configuration file. */
  config: string;
  /** The program; `/usr/bin/pgbackrest` by default. */
  pgbackrest?: string;
}

/** Where Debian puts it. */
export const DEFAULT_PROGRAM = '/usr/bin/pgbackrest';
