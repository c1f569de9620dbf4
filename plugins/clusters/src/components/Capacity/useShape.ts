import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { HeadroomQuery, HpaSummary } from '@textloom/plugin-clusters-common';
import { firstShape, parseRequest } from '../../presentation/headroom';
import { parseWorkloadLine, workloadLine } from '../../presentation/workloads';

/** How the shape is given: by a workload, or by a request. */
export type ShapeMode = 'workload' | 'request';

/** A shape as typed; it lives in the address. */
export interface TypedShape {
  mode: ShapeMode;
  workload: string;
  cpu: string;
  memory: string;
}

/** The shape that the capacity page asks about, from the address, else what grows next. */
export function useShape(hpas: HpaSummary[]): {
  typed: TypedShape;
  shape?: HeadroomQuery;
  set: (changes: Partial<TypedShape>) => void;
} {
  const [params, setParams] = useSearchParams();
  const first = firstShape(hpas);
  const by = params.get('by');
  const workload = params.get('workload') ?? (first ? workloadLine(first) : '');
  const byRequest = by === 'request' || (by !== 'workload' && !workload);
  const mode: ShapeMode = byRequest ? 'request' : 'workload';
  const cpu = params.get('cpu') ?? '500m';
  const memory = params.get('memory') ?? '1Gi';
  const set = useCallback(
    (changes: Partial<TypedShape>) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          const { mode: _mode, ...texts } = changes;
          if (changes.mode) after.set('by', changes.mode);
          for (const [name, value] of Object.entries(texts)) {
            after.set(name, value);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  const shape = useMemo(
    () =>
      mode === 'request'
        ? parseRequest(cpu, memory)
        : parseWorkloadLine(workload),
    [mode, workload, cpu, memory],
  );
  return { typed: { mode, workload, cpu, memory }, shape, set };
}
