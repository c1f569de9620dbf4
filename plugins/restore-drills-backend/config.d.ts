/**
 * What is secret, and where it stands. All settings are in docs/reference/configuration.md; the plugin itself refuses
 * those that it does not understand, in words that say which.
 */
export interface Config {
  /** Restore drills: which stores are protected, by which targets, and how they are restored. */
  'restore-drills'?: {
    /**
     * Absolute path; drills live here, and nothing else. Apart from the data, archive and copies of every store.
     * @visibility backend
     */
    workDirectory?: string;
    evidence?: {
      /**
       * Private Ed25519 key in PEM that signs evidence. A sandbox makes it; production needs it.
       * @visibility backend
       */
      keyFile?: string;
      /**
       * Folder in which evidence is kept outside the database.
       * @visibility backend
       */
      directory?: string;
    };
    /** @visibility backend */
    stores?: {
      /** Lower-case letters, digits and hyphens. */
      id: string;
      kind: 'postgres' | 'pgbackrest' | 'redis' | 'sqlite' | 'rds';
      [setting: string]: unknown;
      postgres?: {
        [setting: string]: unknown;
        connection?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password?: string;
        };
        heartbeatConnection?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password?: string;
        };
      };
      pgbackrest?: {
        [setting: string]: unknown;
        connection?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password?: string;
        };
        heartbeatConnection?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password?: string;
        };
      };
      redis?: {
        [setting: string]: unknown;
        connection?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password?: string;
        };
        heartbeatConnection?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password?: string;
        };
      };
      /** Built to AWS's description and tested against its model; its makers have never run it against AWS. */
      rds?: {
        [setting: string]: unknown;
        connection?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password?: string;
        };
        heartbeatConnection?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password?: string;
        };
      };
    }[];
  };
}
