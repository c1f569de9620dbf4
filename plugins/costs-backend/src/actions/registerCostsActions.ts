import {
  ActionsRegistryActionOptions,
  ActionsRegistryService,
} from '@backstage/backend-plugin-api/alpha';
import { parse } from '@textloom/backend-kit';
import {
  costsCostReadPermission,
  currencyQuerySchema,
  explainQuerySchema,
  filterText,
  overviewQuerySchema,
} from '@textloom/plugin-costs-common';
import { z as zod } from 'zod';
import { Admission } from '../permissions/admit';
import { CostsService } from '../service/CostsService';
import {
  anomaliesOf,
  entityOf,
  explanationOf,
  overviewOf,
  recommendationsOf,
} from './answers';

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };
const entitySchema = zod
  .string()
  .regex(
    /^(component|resource|system|group):[a-z0-9._-]+\/[a-z0-9._-]+$/,
    'must be a full entity reference as component:default/textloom-api',
  );

/**
 * Offers to agents what a reader of the pages sees, with the caller's own scope: who sees their own costs alone gets no
 * others here either. Nothing here changes anything.
 */
export function registerCostsActions(
  registry: ActionsRegistryService,
  options: { service: CostsService; admission: Admission },
): void {
  registerOverview(registry, options);
  registerExplain(registry, options);
  registerAnomalies(registry, options);
  registerRecommendations(registry, options);
}

type Options = { service: CostsService; admission: Admission };

/** The registry's own zod, which is another one than ours. */
type RegistryZod = Parameters<
  ActionsRegistryActionOptions<never, never>['schema']['output']
>[0];

/** What every answer says of where its figures come from. */
const basisFields = (z: RegistryZod) => ({
  currency: z.string(),
  billedTo: z.string().optional(),
  scope: z.enum(['all', 'own']),
  owners: z.array(z.string()),
  equalsBill: z.string(),
  stale: z.array(z.string()),
});

function registerOverview(
  registry: ActionsRegistryService,
  { service, admission }: Options,
): void {
  registry.register({
    name: 'get-costs',
    title: 'What it costs',
    description:
      'Tells what the month has cost so far and will cost, by component, owner and layer, how budgets stand, and whether the figures equal the bill. With an entity, what that component, resource, system or group costs. Amounts are decimal strings in the currency of the answer.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          entity: z.string().optional(),
          month: z.string().optional(),
          currency: z.string().optional(),
        }),
      output: z =>
        z.object({
          ...basisFields(z),
          month: z.string(),
          monthToDate: z.string(),
          samePeriodBefore: z.string().optional(),
          forecast: z.string().optional(),
          entity: z.string().optional(),
          environments: z
            .array(z.object({ environment: z.string(), cost: z.string() }))
            .optional(),
          forecastLow: z.string().optional(),
          forecastHigh: z.string().optional(),
          budgets: z
            .array(
              z.object({
                name: z.string(),
                state: z.string(),
                amount: z.string(),
                spent: z.string(),
                forecast: z.string().optional(),
                remedy: z.string(),
              }),
            )
            .optional(),
          components: z
            .array(
              z.object({
                component: z.string(),
                owner: z.string(),
                cost: z.string(),
              }),
            )
            .optional(),
          layers: z
            .array(z.object({ layer: z.string(), cost: z.string() }))
            .optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = await admission.admit(
        costsCostReadPermission,
        credentials,
      );
      if (input.entity === undefined) {
        const query = parse(overviewQuerySchema, input);
        return {
          output: overviewOf(await service.getOverview(caller, query)),
        };
      }
      const entity = parse(entitySchema, input.entity);
      const query = parse(currencyQuerySchema, input);
      return {
        output: entityOf(await service.getEntity(caller, entity, query)),
      };
    },
  });
}

function registerExplain(
  registry: ActionsRegistryService,
  { service, admission }: Options,
): void {
  registry.register({
    name: 'explain-cost',
    title: 'How a cost is made',
    description:
      'Tells how the cost of a span of days is made: by kind of charge, and by the rule, tag or share of pods that says whose it is. Filters are dimensions with values, such as {"component": ["component:default/textloom-api"]}.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          from: z.string(),
          to: z.string(),
          filter: z.record(z.array(z.string())).optional(),
          currency: z.string().optional(),
        }),
      output: z =>
        z.object({
          ...basisFields(z),
          total: z.string(),
          rows: z.number(),
          parts: z.array(z.object({ kind: z.string(), amount: z.string() })),
          reasons: z.array(
            z.object({ reason: z.string(), amount: z.string() }),
          ),
          rules: z.string(),
          method: z.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = await admission.admit(
        costsCostReadPermission,
        credentials,
      );
      const query = parse(explainQuerySchema, {
        ...input,
        filter: filterText(input.filter ?? {}),
      });
      return { output: explanationOf(await service.explain(caller, query)) };
    },
  });
}

function registerAnomalies(
  registry: ActionsRegistryService,
  { service, admission }: Options,
): void {
  registry.register({
    name: 'get-cost-anomalies',
    title: 'Costs that are not as usual',
    description:
      'Tells which components and services cost other than was to be expected, by how much, which parts carry it, and what was deployed or scaled just before.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({ currency: z.string().optional() }),
      output: z =>
        z.object({
          ...basisFields(z),
          anomalies: z.array(
            z.object({
              id: z.string(),
              of: z.string(),
              owner: z.string(),
              from: z.string(),
              to: z.string(),
              state: z.string(),
              actual: z.string(),
              expected: z.string(),
              impact: z.string(),
              feedback: z.string().optional(),
              causes: z.array(z.object({ at: z.string(), label: z.string() })),
              drivers: z.array(
                z.object({
                  dimension: z.string(),
                  value: z.string(),
                  impact: z.string(),
                }),
              ),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = await admission.admit(
        costsCostReadPermission,
        credentials,
      );
      const query = parse(currencyQuerySchema, input);
      return { output: anomaliesOf(await service.getAnomalies(caller, query)) };
    },
  });
}

function registerRecommendations(
  registry: ActionsRegistryService,
  { service, admission }: Options,
): void {
  registry.register({
    name: 'get-cost-recommendations',
    title: 'What would save money',
    description:
      'Tells what would save money, with the saving per month of 730 hours, effort, risk, and the arithmetic line by line.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({ currency: z.string().optional() }),
      output: z =>
        z.object({
          ...basisFields(z),
          monthlySaving: z.string(),
          recommendations: z.array(
            z.object({
              id: z.string(),
              kind: z.string(),
              about: z.record(z.string()),
              owner: z.string(),
              monthlySaving: z.string(),
              effort: z.string(),
              risk: z.string(),
              howTo: z.string(),
              arithmetic: z.array(
                z.object({
                  code: z.string(),
                  operation: z.string(),
                  value: z.string(),
                  unit: z.string(),
                }),
              ),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = await admission.admit(
        costsCostReadPermission,
        credentials,
      );
      const query = parse(currencyQuerySchema, input);
      return {
        output: recommendationsOf(
          await service.getRecommendations(caller, query),
        ),
      };
    },
  });
}
