import { ActionButton, DataTable, formatCount, Surface } from '@textloom/ui';
import { WorkloadsView } from '@textloom/plugin-clusters-common';
import { useDebounced } from '../../hooks/useDebounced';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWorkloads } from '../../hooks/useWorkloads';
import { WORKLOAD_KINDS } from '../../presentation/workloads';
import { CheckField, SelectField } from '../Choice/Fields';
import { FilterField } from '../FilterField/FilterField';
import { BlockFrame } from '../PageFrame/BlockFrame';
import {
  PAGE_SIZE,
  useWorkloadFilters,
  WorkloadFilters,
  workloadsQuery,
} from './useWorkloadFilters';
import { workloadColumns } from './workloadColumns';
import { NothingMatches } from '../FilterField/NothingMatches';
import classes from './WorkloadsTab.module.css';

type SetFilters = (changes: Record<string, string>) => void;

function Filters(props: {
  filters: WorkloadFilters;
  namespaces: string[];
  set: SetFilters;
}) {
  const { filters, namespaces, set } = props;
  const say = useSay();
  const all = { value: '', label: say('workloads.all') };
  const chosen = filters.namespace;
  const listed =
    chosen && !namespaces.includes(chosen)
      ? [chosen, ...namespaces]
      : namespaces;
  return (
    <div className={classes.filters}>
      <FilterField
        label={say('workloads.filter')}
        hint={say('workloads.filterHint')}
        value={filters.text}
        onChange={filter => set({ filter })}
      />
      <SelectField
        label={say('workloads.namespace')}
        options={[all, ...listed.map(value => ({ value, label: value }))]}
        value={chosen}
        onChange={namespace => set({ namespace })}
      />
      <SelectField
        label={say('workloads.kind')}
        options={[
          all,
          ...WORKLOAD_KINDS.map(value => ({ value, label: value })),
        ]}
        value={filters.kind}
        onChange={kind => set({ kind })}
      />
      <CheckField
        label={say('workloads.onlyUnhealthy')}
        checked={filters.unhealthy}
        onChange={checked => set({ only: checked ? 'unhealthy' : '' })}
      />
    </div>
  );
}

function Pages({ view, set }: { view: WorkloadsView; set: SetFilters }) {
  const say = useSay();
  const { offset, total, items } = view;
  const last = offset + items.length;
  if (total === 0) return null;
  const go = (to: number) => set({ offset: to > 0 ? String(to) : '' });
  return (
    <span className={classes.pages}>
      <span role="status">
        {say('workloads.page', {
          count: total,
          from: formatCount(Math.min(offset + 1, last)),
          to: formatCount(last),
          number: formatCount(total),
        })}
      </span>
      {offset > 0 && (
        <ActionButton
          label={say('workloads.before')}
          onPress={() => go(Math.max(0, offset - PAGE_SIZE))}
        />
      )}
      {last < total && items.length > 0 && (
        <ActionButton label={say('workloads.next')} onPress={() => go(last)} />
      )}
    </span>
  );
}

function List(props: {
  view: WorkloadsView;
  narrowed: boolean;
  set: SetFilters;
}) {
  const { view, narrowed, set } = props;
  const say = useSay();
  const links = useLinks();
  const clear = () =>
    set({ filter: '', namespace: '', kind: '', only: '', offset: '' });
  const nothing = () => {
    if (!view.known) return say('workloads.unknown');
    if (!narrowed) return say('workloads.none');
    return (
      <NothingMatches text={say('workloads.filteredNone')} onClear={clear} />
    );
  };
  return (
    <DataTable
      label={say('workloads.title')}
      columns={workloadColumns(view.cluster, say, links)}
      rows={view.items}
      rowId={row => `${row.kind}/${row.namespace}/${row.name}`}
      rowIntent={row =>
        (({ degraded: 'caution', unhealthy: 'critical' } as const)[
          row.state as 'degraded' | 'unhealthy'
        ])
      }
      count={false}
      empty={nothing()}
      footer={<Pages view={view} set={set} />}
    />
  );
}

/** The workloads of a cluster, those that are not healthy first; filters and page stand in the address. */
export function WorkloadsTab({ cluster }: { cluster: string }) {
  const say = useSay();
  const { filters, set } = useWorkloadFilters();
  const text = useDebounced(filters.text);
  const query = useWorkloads(cluster, workloadsQuery({ ...filters, text }));
  const { text: typed, namespace, kind, unhealthy } = filters;
  return (
    <Surface
      flush
      title={say('workloads.title')}
      subtitle={say('workloads.subtitle')}
    >
      <Filters
        filters={filters}
        namespaces={query.data?.namespaces ?? []}
        set={set}
      />
      <BlockFrame query={query} rows={8}>
        {view => (
          <List
            view={view}
            narrowed={Boolean(typed || namespace || kind || unhealthy)}
            set={set}
          />
        )}
      </BlockFrame>
    </Surface>
  );
}
