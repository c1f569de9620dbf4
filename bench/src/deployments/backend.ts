import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { Layout } from '../../../scripts/lib/layout.ts';

/** As much of a proposal as the bench looks at. */
export interface Proposal {
  id: string;
  fingerprint: { approval: string };
}

/** The part of the store that is measured. */
export interface Store {
  transact(
    id: string,
    options: { actor: object; command: string; place: object },
    decide: (input: {
      proposal: Proposal | undefined;
      now: number;
      around: object;
    }) => unknown,
  ): Promise<Proposal>;
  addRelease(release: object): Promise<{ images: object[] }>;
  log(id: string): Promise<object[]>;
  list(filter: { open?: boolean; limit: number }): Promise<unknown>;
  open(): Promise<Proposal[]>;
  owing(): Promise<unknown>;
  running(): Promise<unknown>;
  newestReleases(): Promise<unknown>;
}

/** The functions that decide; see the README of plugins/deployments-common. */
export interface Domain {
  parsePolicy(text: string): { policy?: object; problems?: object[] };
  propose(input: object, context: object): unknown;
  vote(proposal: Proposal, input: object, context: object): unknown;
  fingerprintOf(input: object): object;
  verifyChain(log: object[]): { state: string };
}

/** What the production bundle is made of, as a process that runs it would load it. */
export interface Built {
  domain: Domain;
  createKnex: (config: object) => Knex;
  openStore: (database: Knex) => Promise<Store>;
}

/** Loads the store and the domain from the unpacked production build. */
export function loadBuilt(layout: Layout): Built {
  const load = createRequire(
    join(layout.build, 'plugins', 'deployments-backend', 'package.json'),
  );
  const { connectDeployments } = load('@textloom/plugin-deployments-backend');
  const quiet = { error() {}, warn() {}, info() {}, debug() {} };
  return {
    domain: load('@textloom/plugin-deployments-common'),
    createKnex: load('knex'),
    openStore: async database => {
      const service = { getClient: async () => database };
      return (await connectDeployments(service, { logger: quiet })).store;
    },
  };
}
