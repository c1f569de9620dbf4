import { useId } from 'react';
import { useDebounced } from '../../hooks/useDebounced';
import { useSay } from '../../hooks/useSay';
import { useWorkloads } from '../../hooks/useWorkloads';
import { parseWorkloadLine, workloadLine } from '../../presentation/workloads';
import { Choice } from '../Choice/Choice';
import { TextInput } from '../Choice/Fields';
import { TypedShape } from './useShape';
import classes from './Capacity.module.css';

/** Suggestions under the field; more are found by typing. */
const SUGGESTED = 50;

function WorkloadInput(props: {
  cluster: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { cluster, value, onChange } = props;
  const say = useSay();
  const list = useId();
  const chosen = parseWorkloadLine(value);
  const text = useDebounced(chosen?.name ?? value.trim()).slice(0, 253);
  const { data } = useWorkloads(cluster, {
    ...(text && { query: text }),
    limit: SUGGESTED,
  });
  return (
    <>
      <TextInput
        label={say('capacity.workload')}
        placeholder={say('capacity.workloadHint')}
        value={value}
        onChange={onChange}
        list={list}
        size={38}
      />
      <datalist id={list}>
        {(data?.items ?? []).map(item => (
          <option key={workloadLine(item)} value={workloadLine(item)} />
        ))}
      </datalist>
    </>
  );
}

/** Properties of {@link ShapePicker}. */
export interface ShapePickerProps {
  cluster: string;
  typed: TypedShape;
  onChange: (changes: Partial<TypedShape>) => void;
}

/** Chooses the pod that is asked about: one of a workload, or one of a given request. */
export function ShapePicker({ cluster, typed, onChange }: ShapePickerProps) {
  const say = useSay();
  return (
    <div className={classes.picker}>
      <Choice
        label={say('capacity.by')}
        options={[
          { value: 'workload', label: say('capacity.byWorkload') },
          { value: 'request', label: say('capacity.byRequest') },
        ]}
        value={typed.mode}
        onChange={mode => onChange({ mode })}
      />
      {typed.mode === 'workload' ? (
        <WorkloadInput
          cluster={cluster}
          value={typed.workload}
          onChange={workload => onChange({ workload })}
        />
      ) : (
        <>
          <TextInput
            label={say('capacity.cpu')}
            value={typed.cpu}
            onChange={cpu => onChange({ cpu })}
            size={8}
          />
          <TextInput
            label={say('capacity.memory')}
            value={typed.memory}
            onChange={memory => onChange({ memory })}
            size={8}
          />
        </>
      )}
    </div>
  );
}
