import { mockServices } from '@backstage/backend-test-utils';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Contract } from '@textloom/plugin-costs-common';
import { MemoryCostsStore } from '../../__testUtils__/MemoryCostsStore';
import { costsWorld, TEST_RULES } from '../../__testUtils__/costsWorld';
import { UnitDefinition } from '../../config';
import { DueBudgetAlert, Review } from '../../tasks/Review';
import { Caller } from '../CostsService';
import { DefaultCostsService } from '../DefaultCostsService';
import { Inquiries } from '../Inquiries';
import { CatalogOwners, Change, Scope } from '../ports';

/** What the catalog of tests knows. */
const ENTITIES: Record<
  string,
  { owner: string; system: string; title: string }
> = {
  'component:default/textloom-api': {
    owner: 'group:default/platform',
    system: 'system:default/textloom',
    title: 'TextLoom API',
  },
  'component:default/textloom-worker': {
    owner: 'group:default/video',
    system: 'system:default/textloom',
    title: 'Workers',
  },
  'resource:default/redis': {
    owner: 'group:default/platform',
    system: 'system:default/textloom',
    title: 'Redis',
  },
  'system:default/textloom': {
    owner: 'group:default/platform',
    system: '',
    title: 'TextLoom',
  },
  'group:default/video': { owner: '', system: '', title: 'Video team' },
  'group:default/platform': { owner: '', system: '', title: 'Platform team' },
};

export const ALL: Scope = { kind: 'all' };
export const VIDEO: Scope = { kind: 'own', owners: ['group:default/video'] };

/** Who asks. */
export function caller(scope: Scope = ALL, name = 'somebody'): Caller {
  const actor = `user:default/${name}`;
  return { credentials: mockCredentials.user(actor), actor, scope };
}

/** The service over a real engine with bills of a folder. */
export function serviceWorld(
  folder: string,
  options: {
    /** `YYYY-MM-DD`; it is noon. */
    today: string;
    changes?: Change[];
    contracts?: Contract[];
    units?: {
      definitions: UnitDefinition[];
      counts: (day: string) => number | undefined;
      days: string[];
    };
    closeAfterDays?: number;
    weights?: Record<string, number>;
    store?: MemoryCostsStore;
  },
) {
  const time = { now: Date.parse(`${options.today}T12:00:00Z`) };
  const clock = () => time.now;
  const catalog: CatalogOwners = {
    owners: async () => new Map(Object.entries(ENTITIES).slice(0, 3)),
    find: async ref => ENTITIES[ref],
    titles: async refs =>
      Object.fromEntries(
        refs.flatMap(ref =>
          ENTITIES[ref] ? [[ref, ENTITIES[ref].title]] : [],
        ),
      ),
  };
  const { store, engine, ingest, bills } = costsWorld(folder, {
    owners: catalog,
    clock,
    ...(options.store && { store: options.store }),
  });
  const timing = [{ id: 'aws', thirdParty: false, lagDays: 1 }];
  const inquiries = new Inquiries({ engine, store, sources: timing, clock });
  const alerts: DueBudgetAlert[] = [];
  const review = new Review({
    engine,
    store,
    inquiries,
    catalog,
    anomalies: { floor: 1_000_000_000_000n, share: 0.1 },
    financeGroup: 'group:default/finance',
    lease: { hold: async () => true },
    tell: async alert => {
      alerts.push(alert);
    },
    logger: mockServices.logger.mock(),
    clock,
  });
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({
      success: async () => {},
      fail: async () => {},
    }),
  });
  let ids = 0;
  const { units } = options;
  const service = new DefaultCostsService({
    engine,
    store,
    catalog,
    changes: {
      changes: async (from, to) =>
        (options.changes ?? []).filter(
          ({ at }) => at.slice(0, 10) >= from && at.slice(0, 10) <= to,
        ),
    },
    inquiries,
    ...(units && {
      units: {
        definitions: units.definitions,
        source: {
          counts: async (_metric, from, to) =>
            units.days.flatMap(day => {
              const count = units.counts(day);
              const isIn = day >= from && day <= to && count !== undefined;
              return isIn ? [{ day, count }] : [];
            }),
        },
      },
    }),
    settings: {
      allocation: TEST_RULES,
      contracts: options.contracts ?? [],
      closeAfterDays: options.closeAfterDays ?? 10,
      distribution: { weights: options.weights ?? {} },
      nonProduction: ['dev', 'test', 'staging'],
      platformGroup: 'group:default/platform',
    },
    auditor,
    logger: mockServices.logger.mock(),
    newId: () => `budget-${++ids}`,
    clock,
    refresh: () => ingest.run(),
    onWrite: () => {},
  });
  return {
    bills,
    store,
    engine,
    ingest,
    review,
    alerts,
    auditor,
    service,
    time,
    close: () => engine.close(),
  };
}
