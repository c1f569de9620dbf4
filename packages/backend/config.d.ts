export interface Config {
  sandbox?: {
    /**
     * Whether people sign in by picking a role. Refused unless the portal runs
     * on loopback, on SQLite and with TEXTLOOM_SANDBOX=1; false in production.
     */
    enabled?: boolean;
  };
}
