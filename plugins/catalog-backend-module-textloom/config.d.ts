export interface Config {
  catalog?: {
    providers?: {
      /** Clusters and node groups as resources. */
      clusters?: {
        /** Entity ref of their owner; `group:default/sre` by default. */
        owner?: string;
        /** Entity ref of their system; `system:default/textloom` by default. */
        system?: string;
        /** How often the catalog looks for new ones; each minute by default. */
        frequency?: object | string;
      };
    };
  };
}
