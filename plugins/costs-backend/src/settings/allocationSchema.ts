import { createHash } from 'node:crypto';
import { canonicalJson } from '@textloom/kernel';
import {
  AllocationRules,
  COST_LAYERS,
  SPLIT_METHODS,
} from '@textloom/plugin-costs-common';
import { z } from 'zod';
import { slug } from './values';

const text = z.string().min(1, 'must not be empty').max(300);
const texts = z.array(text).max(200).default([]);

/** What a row must have; all of it. */
const matchSchema = z
  .strictObject({
    service: text.optional(),
    serviceCategory: text.optional(),
    /** With `*` for any text. */
    resource: text.optional(),
    resourceType: text.optional(),
    account: text.optional(),
    provider: text.optional(),
    skuMeter: text.optional(),
    tag: z.strictObject({ key: text, value: text.optional() }).optional(),
  })
  .refine(match => Object.values(match).some(value => value !== undefined), {
    message: 'must ask for something, or the rule would take every row',
  });

const splitSchema = z
  .strictObject({
    key: z.enum(['even', 'proportional', 'custom']),
    parts: z
      .array(
        z.strictObject({
          component: text,
          weight: z.number().min(0).max(1_000_000).optional(),
        }),
      )
      .min(1, 'must have at least one')
      .max(100),
  })
  .refine(
    ({ key, parts }) =>
      key !== 'custom' || parts.every(part => part.weight !== undefined),
    { path: ['parts'], message: 'must each have a weight' },
  )
  .refine(
    ({ key, parts }) =>
      key !== 'custom' || parts.some(({ weight = 0 }) => weight > 0),
    { path: ['parts'], message: 'must not all have the weight 0' },
  );

const ruleSchema = z
  .strictObject({
    id: slug,
    match: matchSchema,
    layer: z.enum(COST_LAYERS).optional(),
    component: text.optional(),
    environment: text.optional(),
    nodeGroup: text.optional(),
    split: splitSchema.optional(),
  })
  .refine(
    ({ layer, component, environment, nodeGroup, split }) =>
      [layer, component, environment, nodeGroup, split].some(
        value => value !== undefined,
      ),
    'must say whose the rows are: layer, component, environment, nodeGroup or split',
  )
  .refine(
    ({ component, split }) => component === undefined || split === undefined,
    'must have component or split, not both',
  );

/** Rules of allocation as they are written, without the version, which is made of their content. */
export const allocationSchema = z.strictObject({
  /** FOCUS `Tags` that name these things, the first that a row has counts. */
  tags: z
    .strictObject({
      component: texts,
      environment: texts,
      cluster: texts,
      nodeGroup: texts,
    })
    .default({ component: [], environment: [], cluster: [], nodeGroup: [] }),
  /** The first that matches decides. */
  rules: z
    .array(ruleSchema)
    .max(1000)
    .default([])
    .superRefine((rules, context) => {
      const seen = new Set<string>();
      rules.forEach(({ id }, index) => {
        if (seen.has(id)) {
          context.addIssue({
            code: 'custom',
            path: [index, 'id'],
            message: `${id} is named twice`,
          });
        }
        seen.add(id);
      });
    }),
  thirdPartyProviders: texts,
  supportServices: texts,
  method: z.enum(SPLIT_METHODS).default('opencost-1'),
});

/** The rules with their version: the same content has the same version. */
export function versioned(
  rules: z.output<typeof allocationSchema>,
): AllocationRules {
  const version = createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(rules))))
    .digest('hex')
    .slice(0, 12);
  return { ...rules, version };
}
