import { Spark } from '@textloom/ui';
import { ChartId } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { useChart } from '../../hooks/useOperations';
import { sparkValues } from '../../presentation/spark';
import classes from './FigureSpark.module.css';

/** Properties of {@link FigureSpark}. */
export interface FigureSparkProps {
  cluster: string;
  chart: ChartId;
  /** Label of the figure that it stands beside. */
  label: string;
}

/** The last 3 h of a figure as a small curve; its room is kept while it loads. */
export function FigureSpark({ cluster, chart, label }: FigureSparkProps) {
  const say = useSay();
  const { data } = useChart(cluster, chart, '3h');
  const values = sparkValues(data?.series[0]?.points ?? []);
  return (
    <span className={classes.room}>
      {values.length > 1 && (
        <Spark label={say('figures.sparkOf', { label })} values={values} />
      )}
    </span>
  );
}
