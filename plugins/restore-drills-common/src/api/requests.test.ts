import { z } from 'zod';
import {
  acknowledgeRequestSchema,
  cancelRequestSchema,
  drillParamsSchema,
  drillsQuerySchema,
  idempotencyKeySchema,
  logQuerySchema,
  overviewQuerySchema,
  planParamsSchema,
  startRequestSchema,
  storeParamsSchema,
} from './requests';

describe('requests', () => {
  it.each<[string, z.ZodType, unknown, unknown]>([
    ['store', storeParamsSchema, { store: 'a-1' }, { store: 'a-1' }],
    ['plan', planParamsSchema, { plan: 'a' }, { plan: 'a' }],
    [
      'drill',
      drillParamsSchema,
      { drill: 'drill-00c0ffee' },
      { drill: 'drill-00c0ffee' },
    ],
    ['overview', overviewQuerySchema, {}, {}],
    ['drills', drillsQuerySchema, {}, { limit: 50 }],
    ['drills', drillsQuerySchema, { limit: '200' }, { limit: 200 }],
    ['log', logQuerySchema, {}, { after: 0 }],
    ['start', startRequestSchema, { extra: 1 }, {}],
    ['cancel', cancelRequestSchema, { reason: ' r ' }, { reason: 'r' }],
    ['acknowledge', acknowledgeRequestSchema, { reason: 'r' }, { reason: 'r' }],
    ['key', idempotencyKeySchema, 'abcdefgh', 'abcdefgh'],
  ])('takes %s %#', (_, schema, given, read) => {
    expect(schema.parse(given)).toEqual(read);
  });

  it.each<[string, z.ZodType, unknown]>([
    ['store', storeParamsSchema, { store: '../etc' }],
    ['store', storeParamsSchema, { store: 'a-' }],
    ['store', storeParamsSchema, { store: 'a'.repeat(64) }],
    ['plan', planParamsSchema, { plan: 'A' }],
    ['drill', drillParamsSchema, { drill: 'drill-00C0FFEE' }],
    ['drill', drillParamsSchema, { drill: 'drill-00c0ffee\n' }],
    ['drill', drillParamsSchema, { drill: 'drill-00c0ffee/..' }],
    ['drills', drillsQuerySchema, { limit: 201 }],
    ['drills', drillsQuerySchema, { limit: '0' }],
    ['log', logQuerySchema, { after: -1 }],
    ['log', logQuerySchema, { after: 'x' }],
    ['start', startRequestSchema, { control: 'rm -rf' }],
    ['cancel', cancelRequestSchema, { reason: ' ' }],
    ['acknowledge', acknowledgeRequestSchema, {}],
    ['acknowledge', acknowledgeRequestSchema, { reason: 'x'.repeat(1_001) }],
    ['key', idempotencyKeySchema, 'short'],
    ['key', idempotencyKeySchema, 'with a space'],
  ])('refuses %s %#', (_, schema, given) => {
    expect(schema.safeParse(given).success).toBe(false);
  });
});
