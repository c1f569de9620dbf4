import { Loading } from '@textloom/ui';
import { ClusterView } from '@textloom/plugin-clusters-common';
import { useDebounced } from '../../hooks/useDebounced';
import { useHeadroom } from '../../hooks/useWorkloads';
import { worstFirst } from '../../presentation/order';
import { isLive } from '../../verdict/parts';
import { AutoscalersCard } from '../Autoscalers/AutoscalersCard';
import { Columns } from '../Columns/Columns';
import { BoundsCard } from './BoundsCard';
import { HeadroomCard } from './HeadroomCard';
import { ShapePicker } from './ShapePicker';
import { SurvivalCard } from './SurvivalCard';
import { useShape } from './useShape';
import classes from './Capacity.module.css';

/** Whether more would fit, what a loss would do, and what may still grow. */
export function CapacityTab({ view }: { view: ClusterView }) {
  const { typed, shape, set } = useShape(view.hpas);
  const asked = useDebounced(shape);
  const { data, failure } = useHeadroom(view.name, asked);
  // What stands beneath comes together with the answer, so that nothing is pushed down by it.
  const settled = !asked || data || failure;
  return (
    <div className={classes.stack}>
      <HeadroomCard
        cluster={view.name}
        shape={asked}
        picker={
          <ShapePicker cluster={view.name} typed={typed} onChange={set} />
        }
      />
      {settled ? (
        <Columns
          side={
            <BoundsCard
              cluster={view.name}
              groups={worstFirst(view.nodeGroups)}
            />
          }
        >
          {data && <SurvivalCard survives={data.survives} />}
          <AutoscalersCard
            hpas={view.hpas}
            known={isLive(view.sources, 'hpas')}
          />
        </Columns>
      ) : (
        <Loading shape="card" rows={8} />
      )}
    </div>
  );
}
