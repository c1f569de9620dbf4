export interface Config {
  app?: {
    /** Present only in the sandbox; every page then says so. */
    sandbox?: {
      /**
       * Address of the page where scenarios of the sandbox are triggered.
       * @visibility frontend
       */
      controlUrl?: string;
    };
    signIn?: {
      /**
       * Ways to sign in where there is no sandbox, in the order in which they
       * are offered. Each needs its provider under `auth.providers`.
       * @deepVisibility frontend
       */
      providers?: ('github' | 'oidc')[];
    };
  };
}
