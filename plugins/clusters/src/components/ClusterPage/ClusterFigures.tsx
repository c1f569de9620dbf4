import { Figures } from '@textloom/ui';
import { ChartId, ClusterView } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { clusterFigures } from '../../text/figures';
import { isLive } from '../../verdict/parts';
import { FigureSpark } from './FigureSpark';

/** Charts behind figures of the strip. */
const CHARTS: Partial<Record<string, ChartId>> = {
  nodes: 'nodes',
  cpu: 'cpu',
  memory: 'memory',
  'api-latency-p95': 'api-latency',
  'api-error-rate': 'api-errors',
  'tasks-per-hour': 'tasks',
};

/** The figures of a cluster, with their last hours where Prometheus tells them. */
export function ClusterFigures({ view }: { view: ClusterView }) {
  const say = useSay();
  const measured = isLive(view.sources, 'prometheus');
  const items = clusterFigures(view, say).map(figure => {
    const chart = CHARTS[figure.id];
    if (!measured || !chart) return figure;
    const aside = (
      <FigureSpark cluster={view.name} chart={chart} label={figure.label} />
    );
    return { ...figure, aside };
  });
  return <Figures label={say('figures.label')} items={items} />;
}
