import { Meter } from '@textloom/ui';
import { Capacity } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { limits, shares } from '../../presentation/capacity';
import classes from './CapacityMeters.module.css';

/** CPU and memory, used and requested. The limits are those of usage, so without it none is drawn. */
export function CapacityMeters(props: {
  capacity: Pick<Capacity, 'cpu' | 'memory'>;
}) {
  const { capacity } = props;
  const say = useSay();
  const cpu = shares(capacity.cpu);
  const memory = shares(capacity.memory);
  return (
    <div className={classes.meters}>
      <Meter
        label={say('meters.cpu')}
        {...cpu}
        usageMissing={cpu.used === undefined}
        limit={cpu.used === undefined ? undefined : limits.cpu}
      />
      <Meter
        label={say('meters.memory')}
        {...memory}
        usageMissing={memory.used === undefined}
        limit={memory.used === undefined ? undefined : limits.memory}
      />
    </div>
  );
}
