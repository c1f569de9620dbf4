import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { AllocationRules, UsageDay } from '@textloom/plugin-costs-common';
import {
  DuckDbEngine,
  DuckDbEngineOptions,
} from '../adapters/duckdb/DuckDbEngine';
import { FolderSource } from '../adapters/folder/FolderSource';
import { UsageSource } from '../service/ports';
import { markOf } from '../service/usageDays';
import { Ingest, IngestOptions } from '../tasks/Ingest';
import { MemoryCostsStore } from './MemoryCostsStore';

/** Rules for bills of tests: by tags alone. */
export const TEST_RULES: AllocationRules = {
  version: 'test-1',
  tags: {
    component: ['textloom:component'],
    environment: ['textloom:environment'],
    cluster: ['eks:cluster-name'],
    nodeGroup: ['eks:nodegroup-name'],
  },
  rules: [],
  thirdPartyProviders: ['PagerDuty'],
  supportServices: ['AWS Support (Business)'],
  method: 'opencost-1',
};

type Owners = Map<string, { owner: string; system: string; title: string }>;

/** Two components of two groups. */
export const TEST_OWNERS: Owners = new Map(
  [
    ['textloom-api', 'platform'],
    ['textloom-worker', 'video'],
  ].map(([name, owner]) => [
    `component:default/${name}`,
    {
      owner: `group:default/${owner}`,
      system: 'system:default/textloom',
      title: name,
    },
  ]),
);

/** Usage of days that is given. */
export const givenUsage = (
  given: Map<string, UsageDay> = new Map(),
): UsageSource => {
  const days = async (from: string, to: string) =>
    new Map([...given].filter(([day]) => day >= from && day <= to));
  return { days, mark: async (from, to) => markOf(await days(from, to)) };
};

/** Ingest and engine over a folder of bills `bills` and a data directory beside it. */
export function costsWorld(
  folder: string,
  over: Partial<IngestOptions> & {
    engineOptions?: Partial<DuckDbEngineOptions>;
    usage?: UsageSource;
  } = {},
) {
  const { engineOptions, ...options } = over;
  const bills = join(folder, 'bills');
  const directory = join(folder, 'data');
  const store = (over.store as MemoryCostsStore) ?? new MemoryCostsStore();
  const engine = new DuckDbEngine({ directory, ...engineOptions });
  const ingest = new Ingest({
    directory,
    sources: [new FolderSource({ id: 'aws', title: 'AWS', path: bills })],
    store,
    engine,
    usage: givenUsage(),
    owners: { owners: async () => TEST_OWNERS },
    rules: TEST_RULES,
    logger: mockServices.logger.mock(),
    ...options,
  });
  return { bills, directory, store, engine, ingest };
}
