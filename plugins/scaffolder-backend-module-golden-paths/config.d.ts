export interface Config {
  /** Templates of services, and what is made of them. */
  goldenPaths?: {
    /**
     * Folder of the templates and their shared parts, or its address at a host of `integrations`. Unless set, the folder
     * beside the template that runs.
     * @visibility backend
     */
    templates?: string;
    /**
     * Command or path of Helm; `helm` in the path of commands unless set.
     * @visibility backend
     */
    helm?: string;
    /** A Gitea-compatible forge on which repositories are made; its address is in `integrations.gitea`. */
    forge?: {
      /**
       * As in `integrations.gitea`.
       * @visibility backend
       */
      host?: string;
      /**
       * Of a user who may create and delete repositories of the organisations.
       * @visibility secret
       */
      token?: string;
    };
    /** Author of the commits. */
    author?: {
      /** `TextLoom Portal` unless set. */
      name?: string;
      /** `portal@textloom.ai` unless set. */
      email?: string;
    };
  };
}
