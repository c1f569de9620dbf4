import { HumanDuration } from '@backstage/types';

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
      title?: string;
      kind: 'postgres' | 'pgbackrest' | 'redis' | 'sqlite' | 'rds';
      /** Entity reference of what owns the data. */
      entity?: string;
      /** Entity reference of the team that hears of failures. */
      owner?: string;
      /** `P1` unless set. */
      priority?: 'P0' | 'P1' | 'P2';
      /** Time between markers; without it none are written, and a drill proves at most PARTIAL. */
      heartbeat?: HumanDuration;
      /** By scenario: bad-write, instance-loss, zone-loss, region-loss, ransomware. */
      targets?: {
        [scenario: string]: { rto: HumanDuration; rpo: HumanDuration };
      };
      /** One for each target, monthly on day 1 at 02:00 UTC, unless set. */
      plans?: {
        /** `<store>-<scenario>` unless set. */
        id?: string;
        scenario: string;
        /** `latest` unless set. */
        target?: string | { time?: string; name?: string; lsn?: string };
        /** Every drill damages its own copy in this way, and must find it. */
        control?: string;
        schedule?: {
          every: 'month' | 'week' | 'day';
          /** Of the month, 1 to 28. */
          day?: number;
          /** 0 is Sunday. */
          weekday?: number;
          /** UTC. */
          hour: number;
        };
        /** How long after the plan became known its first drill is due; by the schedule unless set. */
        firstAfter?: HumanDuration;
        /** Two hours unless set. */
        timeLimit?: HumanDuration;
        /** Time that is not rehearsed: 5 minutes, 15 minutes, 1 minute unless set. */
        assumed?: {
          detection?: HumanDuration;
          response?: HumanDuration;
          switch?: HumanDuration;
        };
      }[];
      postgres?: {
        /** A role that may only read. */
        connection?: {
          host?: string;
          /** Folder of a Unix socket; instead of `host`. */
          socket?: string;
          port?: number | string;
          user?: string;
          /** @visibility secret */
          password?: string;
          database?: string;
        };
        /** A role that may write `drill_hb`, and nothing else. */
        heartbeatConnection?: {
          host?: string;
          socket?: string;
          port?: number | string;
          user?: string;
          /** @visibility secret */
          password?: string;
          database?: string;
        };
        /** Base backups, a folder each. */
        backups?: string;
        archive?: string;
        /** Folder of `postgres`, and of `pg_verifybackup` and `pg_amcheck` where they are installed. */
        bin?: string;
        /** User of this machine that targets run as where the portal is root. */
        runAs?: string;
        /** First business request; rolled back. */
        smoke?: string;
        /** `schema.table`; all user tables, up to 20, unless set. */
        tables?: string[];
      };
      pgbackrest?: {
        stanza?: string;
        /** File of pgBackRest's configuration. */
        config?: string;
        /** Folder of `postgres`. */
        bin?: string;
        /** The program, where it is not in the path. */
        pgbackrest?: string;
        connection?: {
          host?: string;
          socket?: string;
          port?: number | string;
          user?: string;
          /** @visibility secret */
          password?: string;
          database?: string;
        };
        heartbeatConnection?: {
          host?: string;
          socket?: string;
          port?: number | string;
          user?: string;
          /** @visibility secret */
          password?: string;
          database?: string;
        };
        runAs?: string;
        smoke?: string;
        tables?: string[];
      };
      redis?: {
        connection?: {
          host?: string;
          socket?: string;
          port?: number | string;
          user?: string;
          /** @visibility secret */
          password?: string;
        };
        heartbeatConnection?: {
          host?: string;
          socket?: string;
          port?: number | string;
          user?: string;
          /** @visibility secret */
          password?: string;
        };
        /** Folder of copies, a folder each: `dump.rdb`, or `appendonlydir`, with a `manifest.json` where there is one. */
        copies?: string;
        /** Folder of `redis-server`. */
        bin?: string;
        persistence?: 'rdb' | 'aof';
        runAs?: string;
        /** For how many hours copies are kept, a week by default; when the newest is older, a drill is refused. */
        keepHours?: number | string;
      };
      sqlite?: {
        files?: string[];
        /** All databases of a folder; instead of `files`. */
        directory?: string;
        /** Folder of copies, which the portal makes each hour. */
        copies?: string;
        /** How many copies are kept, two or more; 24 unless set. */
        keep?: number;
        smoke?: string;
      };
      /** Built to AWS's description and tested against its model; its makers have never run it against AWS. */
      rds?: {
        region?: string;
        /** Twelve digits, as text. Credentials of another account are refused. */
        account?: string;
        /** Identifier of the source. */
        instance?: string;
        /** Of the copy; that of the source unless set. */
        instanceClass?: string;
        /** Of the copy, as the next two: without them it would stand in the default network. */
        subnetGroup?: string;
        securityGroups?: string[];
        parameterGroup?: string;
        /** What `latest` restores; `point-in-time` unless set. */
        from?: 'point-in-time' | 'snapshot';
        /** Role that is assumed first; the identity is that of the machine or pod. */
        roleArn?: string;
        externalId?: string;
        /** Instead of AWS's own address. */
        endpoint?: string;
        /** PEM file of the authorities of RDS's certificates. */
        caFile?: string;
        /** A role of the source that may only read. */
        connection?: {
          host?: string;
          port?: number | string;
          user?: string;
          /** @visibility secret */
          password?: string;
          database?: string;
        };
        /** A role of the source that may write `drill_hb`, and nothing else. */
        heartbeatConnection?: {
          host?: string;
          port?: number | string;
          user?: string;
          /** @visibility secret */
          password?: string;
          database?: string;
        };
        /** First business request to the copy; rolled back. */
        smoke?: string;
        /** `schema.table`; all user tables, up to 20, unless set. */
        tables?: string[];
      };
    }[];
  };
}
