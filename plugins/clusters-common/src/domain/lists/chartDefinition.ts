import { ChartId, ChartView } from '../operationsViews';

/** Unit and limit of a chart; limits are those of TextLoom's architecture. Shares are percent. */
const CHARTS: Record<ChartId, Pick<ChartView, 'unit' | 'limit'>> = {
  cpu: { unit: 'percent', limit: { value: 70, bad: 'above' } },
  memory: { unit: 'percent', limit: { value: 80, bad: 'above' } },
  nodes: { unit: 'count' },
  network: { unit: 'seconds', limit: { value: 0.1, bad: 'above' } },
  disk: { unit: 'percent', limit: { value: 85, bad: 'above' } },
  'api-latency': { unit: 'seconds', limit: { value: 0.5, bad: 'above' } },
  'api-errors': { unit: 'percent', limit: { value: 1, bad: 'above' } },
  tasks: { unit: 'per-hour', limit: { value: 1_000, bad: 'below' } },
  queue: { unit: 'count', limit: { value: 50, bad: 'above' } },
};

/** How a chart is drawn. */
export function chartDefinition(
  chart: ChartId,
): Pick<ChartView, 'unit' | 'limit'> {
  return CHARTS[chart];
}
