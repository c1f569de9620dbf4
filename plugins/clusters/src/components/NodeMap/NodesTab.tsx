import { CellsLegend, Surface, useQueryParam } from '@textloom/ui';
import {
  ClusterView,
  NodeGroupSummary,
  NodeStatus,
  NodeSummary,
} from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { nodeCell } from '../../presentation/intents';
import {
  MAP_METRICS,
  MapMetric,
  mapMetric,
  matchingNodes,
} from '../../presentation/nodeMap';
import { worstFirst, worstNodesFirst } from '../../presentation/order';
import { countWords } from '../../text/countWords';
import { Choice } from '../Choice/Choice';
import { FilterField } from '../FilterField/FilterField';
import { NodesTable } from '../NodeGroupPage/NodesTable';
import { nodeWords } from '../NodeGroupPage/nodeWords';
import { GroupCells } from './GroupCells';
import { NothingMatches } from '../FilterField/NothingMatches';
import classes from './NodeMap.module.css';

interface ShownGroup {
  group: NodeGroupSummary;
  nodes: NodeSummary[];
}

function Legend({ nodes }: { nodes: NodeSummary[] }) {
  const say = useSay();
  const present: NodeStatus[] = [
    ...new Set(worstNodesFirst(nodes).map(node => node.status)),
  ].reverse();
  return (
    <CellsLegend
      items={present.map(status => ({
        status: nodeCell(status),
        label: say(`nodeStatus.${status}`),
      }))}
    />
  );
}

function Nothing(props: { total: number; filter: string; clear: () => void }) {
  const { total, filter, clear } = props;
  const say = useSay();
  if (total === 0) return <>{say('nodeMap.none')}</>;
  return (
    <NothingMatches
      text={say('nodes.filteredNone', { filter })}
      onClear={clear}
    />
  );
}

function Tools(props: {
  metric: MapMetric;
  asTable: boolean;
  filter: string;
  set: Record<'filter' | 'metric' | 'as', (value: string) => void>;
}) {
  const { metric, asTable, filter, set } = props;
  const say = useSay();
  return (
    <div className={classes.tools} data-flush={asTable || undefined}>
      <FilterField
        label={say('nodes.filter')}
        hint={say('nodes.filterHint')}
        value={filter}
        onChange={set.filter}
      />
      {!asTable && (
        <Choice
          label={say('nodeMap.metric')}
          options={MAP_METRICS.map(value => ({
            value,
            label: say(`nodeMap.metrics.${value}`),
          }))}
          value={metric}
          onChange={value => set.metric(value === 'memory' ? '' : value)}
        />
      )}
      <Choice
        label={say('nodeMap.as')}
        options={[
          { value: 'map', label: say('nodeMap.map') },
          { value: 'table', label: say('nodeMap.table') },
        ]}
        value={asTable ? 'table' : 'map'}
        onChange={value => set.as(value === 'table' ? 'table' : '')}
      />
    </div>
  );
}

function useShownGroups(view: ClusterView, filter: string): ShownGroup[] {
  const say = useSay();
  return worstFirst(view.nodeGroups).map(group => ({
    group,
    nodes: matchingNodes(group.nodes, filter, node => nodeWords(node, say)),
  }));
}

/** All nodes of a cluster, as a map by group and zone or as a table; all of it stands in the address. */
export function NodesTab({ view }: { view: ClusterView }) {
  const say = useSay();
  const [filter, setFilter] = useQueryParam('filter');
  const [metricText, setMetric] = useQueryParam('metric');
  const [shape, setShape] = useQueryParam('as');
  const metric = mapMetric(metricText);
  const groups = useShownGroups(view, filter);
  const shown = groups.flatMap(entry => entry.nodes);
  const total = view.nodeGroups.reduce((sum, g) => sum + g.nodes.length, 0);
  const asTable = shape === 'table';
  const count = { shown: shown.length, ...(filter && { total }) };
  const nothing = (
    <Nothing total={total} filter={filter} clear={() => setFilter('')} />
  );
  return (
    <Surface
      flush={asTable}
      title={say('nodes.title')}
      subtitle={
        asTable ? say('nodes.subtitle') : say(`nodeMap.subtitle.${metric}`)
      }
      footer={!asTable && shown.length > 0 && <Legend nodes={shown} />}
    >
      <Tools
        metric={metric}
        asTable={asTable}
        filter={filter}
        set={{ filter: setFilter, metric: setMetric, as: setShape }}
      />
      {asTable ? (
        <NodesTable
          cluster={view.name}
          nodes={worstNodesFirst(shown)}
          total={total}
          grouped
          empty={nothing}
        />
      ) : (
        <div className={classes.groups}>
          <p className={classes.total} role="status">
            {countWords('nodes', say)(count)}
          </p>
          {shown.length === 0 && <p className={classes.total}>{nothing}</p>}
          {groups
            .filter(entry => entry.nodes.length > 0)
            .map(entry => (
              <GroupCells
                key={entry.group.name}
                cluster={view.name}
                group={entry.group}
                nodes={entry.nodes}
                metric={metric}
              />
            ))}
        </div>
      )}
    </Surface>
  );
}
