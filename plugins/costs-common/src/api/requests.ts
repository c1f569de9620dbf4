import { z } from 'zod';
import { COST_METRICS, DIMENSIONS } from '../domain/cost';
import { ANOMALY_FEEDBACK } from './views';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day as 2026-11-21')
  .refine(
    text => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false,
    'must be a day of the calendar',
  );
const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month as 2026-11');
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code as USD');
const value = z.string().max(300, 'must have at most 300 characters');
const amount = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,6})?$/, 'must be an amount as 1200 or 1200.50');
const list = <T extends z.ZodType<unknown, string>>(item: T, max: number) =>
  z
    .string()
    .max(4000)
    .transform(text => (text === '' ? [] : text.split(',')))
    .pipe(z.array(item).max(max, `must have at most ${max} parts`));

/**
 * Filters as `dimension:value` joined by `|`; values of one dimension are alternatives, dimensions must all hold.
 * `%`, `|` and `:` in values are percent-encoded.
 */
export const filterSchema = z
  .string()
  .max(4000, 'must have at most 4000 characters')
  .transform((text, context) => {
    const filters: Partial<Record<(typeof DIMENSIONS)[number], string[]>> = {};
    for (const part of text.split('|').filter(Boolean)) {
      const [name = '', ...rest] = part.split(':');
      const dimension = z.enum(DIMENSIONS).safeParse(name);
      const decoded = decode(rest.join(':'));
      if (!dimension.success || rest.length === 0 || decoded === undefined) {
        context.addIssue({
          code: 'custom',
          message: `must be dimension:value; dimensions are ${DIMENSIONS.join(
            ', ',
          )}`,
        });
        return z.NEVER;
      }
      (filters[dimension.data] ??= []).push(decoded);
    }
    return filters;
  });

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Writes filters as {@link filterSchema} reads them. */
export function filterText(filters: CostFilters): string {
  return Object.entries(filters)
    .flatMap(([dimension, values]) =>
      (values ?? []).map(each => `${dimension}:${encodeURIComponent(each)}`),
    )
    .join('|');
}

/** Ways in which costs of nobody alone can be added to components. */
export const DISTRIBUTABLE_LAYERS = [
  'idle',
  'shared',
  'mesh',
  'unused-commitment',
  'support-tax',
] as const;
export const DISTRIBUTION_KEYS = ['proportional', 'even', 'custom'] as const;

/** Views of the overview's chart. */
export const OVERVIEW_GROUPS = ['layer', 'owner', 'environment'] as const;

export const overviewQuerySchema = z.object({
  month: month.optional(),
  currency: currency.optional(),
  by: z.enum(OVERVIEW_GROUPS).default('layer'),
});

const range = {
  from: day,
  /** Last day, inclusive. */
  to: day,
  currency: currency.optional(),
  filter: filterSchema.optional(),
};

export const exploreQuerySchema = z
  .object({
    ...range,
    grain: z.enum(['day', 'month']).default('day'),
    groupBy: list(z.enum(DIMENSIONS), 3).default([]),
    metric: z.enum(COST_METRICS).default('effective'),
    /** Layers whose costs are added to components. */
    distribute: list(z.enum(DISTRIBUTABLE_LAYERS), 5).default([]),
    key: z.enum(DISTRIBUTION_KEYS).default('proportional'),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'must not be before from',
  });

export const rowsQuerySchema = z
  .object({
    ...range,
    limit: z.coerce.number().int().min(1).max(500).default(100),
    cursor: z.string().max(100).optional(),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'must not be before from',
  });

export const explainQuerySchema = z
  .object(range)
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'must not be before from',
  });

export const monthQuerySchema = z.object({
  month: month.optional(),
  currency: currency.optional(),
});

export const forecastQuerySchema = z.object({
  currency: currency.optional(),
  filter: filterSchema.optional(),
});

export const currencyQuerySchema = z.object({ currency: currency.optional() });

export const entityParamsSchema = z.object({
  kind: z.string().regex(/^[a-zA-Z]{1,63}$/),
  namespace: z.string().regex(/^[A-Za-z0-9._-]{1,63}$/),
  name: z.string().regex(/^[A-Za-z0-9._-]{1,63}$/),
});

const id = z.string().regex(/^[a-z0-9-]{1,80}$/, 'must be an id');
export const idParamsSchema = z.object({ id });

export const budgetRequestSchema = z.object({
  name: z.string().trim().min(1, 'must not be empty').max(80),
  scope: z
    .object({
      dimension: z.enum(['all', 'owner', 'component', 'environment', 'system']),
      value,
    })
    .refine(scope => (scope.dimension === 'all') === (scope.value === ''), {
      path: ['value'],
      message: 'must be empty for all, and else name whose costs are meant',
    }),
  amount: amount.refine(text => Number(text) > 0, 'must be above zero'),
  currency,
  thresholds: z
    .array(z.number().int().min(1).max(1000))
    .min(1, 'must have at least one')
    .max(5, 'must have at most 5')
    .refine(
      all => all.every((each, n) => n === 0 || each > all[n - 1]),
      'must ascend',
    ),
  forecastAlert: z.boolean(),
  remedy: z.string().trim().max(500).default(''),
});

/** A change names the version that was seen; another is a ConflictError. */
export const budgetChangeSchema = budgetRequestSchema.extend({
  version: z.number().int().min(1),
});
export const budgetRemovalSchema = z.object({
  version: z.coerce.number().int().min(1),
});

export const feedbackRequestSchema = z.object({
  value: z.enum(ANOMALY_FEEDBACK),
  note: z.string().trim().max(500).default(''),
});

export type CostFilters = z.output<typeof filterSchema>;
export type OverviewQuery = z.output<typeof overviewQuerySchema>;
export type ExploreQuery = z.output<typeof exploreQuerySchema>;
export type RowsQuery = z.output<typeof rowsQuerySchema>;
export type ExplainQuery = z.output<typeof explainQuerySchema>;
export type MonthQuery = z.output<typeof monthQuerySchema>;
export type ForecastQuery = z.output<typeof forecastQuerySchema>;
export type CurrencyQuery = z.output<typeof currencyQuerySchema>;
export type BudgetRequest = z.output<typeof budgetRequestSchema>;
export type BudgetChange = z.output<typeof budgetChangeSchema>;
export type FeedbackRequest = z.output<typeof feedbackRequestSchema>;
