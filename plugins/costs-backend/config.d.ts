/**
 * What is secret, and where it stands. All settings are in docs/reference/configuration.md; the plugin itself refuses those that
 * it does not understand, in words that say which.
 */
export interface Config {
  /** Costs: where bills come from, whose they are, and what must not be passed unseen. */
  costs?: {
    /** ISO 4217; what is shown first when bills have several. */
    currency?: string;
    /**
     * Where bills come from, in FOCUS 1.0 to 1.3. A source without an address is not connected.
     * @visibility backend
     */
    sources?: {
      /** Lower-case letters, digits and hyphens. */
      id: string;
      title?: string;
      /** Layout of AWS Data Exports, or a flat folder of files `YYYY-MM*.csv`. */
      kind: 'folder' | 's3';
      /** Of a folder. */
      path?: string;
      /** Of S3. */
      bucket?: string;
      prefix?: string;
      region?: string;
      /** Another address than AWS's. */
      endpoint?: string;
      /** Role that is assumed for reading; AWS's default chain of credentials unless these are set. */
      roleArn?: string;
      /** @visibility secret */
      accessKeyId?: string;
      /** @visibility secret */
      secretAccessKey?: string;
      /** Bills of other vendors: they may come late, and hold nobody up. */
      thirdParty?: boolean;
      /** Days until the bill of a day is complete; 1 unless set. */
      lagDays?: number | string;
    }[];
    /** What pods asked for and used; the portal's own samples of its clusters unless set. */
    usage?: {
      /**
       * Folder with `usage/YYYY-MM.csv` and `capacity/YYYY-MM.csv`.
       * @visibility backend
       */
      path?: string;
    };
    units?: {
      /**
       * Folder with `YYYY-MM.csv` of day, metric and count.
       * @visibility backend
       */
      path?: string;
      /** What is counted, and whose cost is divided by it. */
      definitions?: object[];
    };
    changes?: {
      /**
       * Folder with `YYYY-MM.csv` of at, kind (deployment, scaling), label and component: changes of other delivery
       * systems, as causes of anomalies.
       * @visibility backend
       */
      path?: string;
    };
    distribution?: {
      /** Weight by component of costs that are distributed by the key `custom`. */
      weights?: { [component: string]: number | string };
    };
    /** Environments that nobody but engineers uses; dev, test and staging unless set. */
    nonProduction?: string[];
    /**
     * Folder of the allocated bill; nothing else lives there.
     * @visibility backend
     */
    dataDirectory?: string;
    /**
     * Whose a row of the bill is: `file` with the rules, or the rules themselves (see README.md).
     * @visibility backend
     */
    allocation?: {
      file?: string;
      [key: string]: unknown;
    };
    /** Terms with vendors, and when notice of their end must be given. */
    contracts?: object[];
    anomalies?: {
      /** Amount of a day under which nothing is an anomaly; 10 unless set. */
      floor?: number | string;
      /** Share of the scope's expected day, 0 to 1; 0.1 unless set. */
      share?: number | string;
    };
    /** Days after the end of a month until the provider has finalised its bill; 10 unless set. */
    closeAfterDays?: number | string;
    /** Entity reference of who hears of budgets that are of all; `group:default/finance` unless set. */
    financeGroup?: string;
    /** Entity reference of who looks after node groups and commitments; `group:default/sre` unless set. */
    platformGroup?: string;
  };
}
