import { useParams } from 'react-router-dom';
import {
  CellsLegend,
  Figures,
  formatCount,
  PageTitle,
  Surface,
} from '@textloom/ui';
import { NodeGroupView, NodeStatus } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useNodeGroup } from '../../hooks/useView';
import { nodeCell } from '../../presentation/intents';
import { zoneColumns } from '../../presentation/zones';
import { capacityType } from '../../text/capacityType';
import { capacityFigures, nodesFigure } from '../../text/figures';
import { Say } from '../../text/say';
import { groupVerdict } from '../../verdict/groupVerdict';
import { BoundsCard } from '../Capacity/BoundsCard';
import { ChartCard } from '../Charts/ChartCard';
import { ComponentLinks } from '../ComponentLinks/ComponentLinks';
import { Columns } from '../Columns/Columns';
import { FindingsCard } from '../Findings/FindingsCard';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import { NodeCells } from '../NodeGroups/NodeCells';
import { PageFrame } from '../PageFrame/PageFrame';
import { VerdictBlock } from '../VerdictBlock/VerdictBlock';
import { EksCard } from './EksCard';
import { NodesCard } from './NodesCard';

function factsOf(view: NodeGroupView, say: Say): string[] {
  return [
    ...view.instanceTypes,
    ...view.capacityTypes.map(type => capacityType(type, say)),
    ...(view.zones.length
      ? [say('facts.zones', { count: view.zones.length })]
      : []),
    say('facts.nodes', { count: view.total, number: formatCount(view.total) }),
    ...view.kubeletVersions.map(version => say('facts.kubelet', { version })),
  ];
}

function CellsCard({ view }: { view: NodeGroupView }) {
  const say = useSay();
  const present: NodeStatus[] = [
    ...new Set(view.nodes.map(node => node.status)),
  ];
  return (
    <Surface
      title={say('groups.cells')}
      subtitle={say('groups.subtitle')}
      action={
        <CellsLegend
          items={present.map(status => ({
            status: nodeCell(status),
            label: say(`nodeStatus.${status}`),
          }))}
        />
      }
    >
      <NodeCells
        cluster={view.cluster}
        group={view.name}
        nodes={view.nodes}
        zones={zoneColumns([view], say('groups.noZone'))}
      />
    </Surface>
  );
}

function NodeGroup({ view }: { view: NodeGroupView }) {
  const say = useSay();
  const links = useLinks();
  const history = links.tab(view.cluster, 'history', { group: view.name });
  return (
    <>
      <PageTitle
        name={view.name}
        status={
          <HealthLabel
            state={view.state}
            freshness={view.freshness.state}
            variant="chip"
          />
        }
        facts={factsOf(view, say)}
        actions={
          history ? [{ label: say('groups.history'), href: history }] : []
        }
      />
      <VerdictBlock verdict={groupVerdict(view)} />
      <Figures
        label={say('figures.label')}
        items={[
          nodesFigure(view, view.nodes, say),
          ...capacityFigures(view.capacity, say),
        ]}
      />
      <Columns
        side={
          <>
            <FindingsCard
              cluster={view.cluster}
              findings={view.list}
              freshness={view.freshness.state}
            />
            {view.scaling && (
              <BoundsCard cluster={view.cluster} groups={[view]} />
            )}
            <EksCard view={view} />
            {view.components.length > 0 && (
              <Surface title={say('groups.components')}>
                <ComponentLinks names={view.components} max={24} />
              </Surface>
            )}
          </>
        }
      >
        {view.nodes.length > 0 && <CellsCard view={view} />}
        <ChartCard cluster={view.cluster} chart="memory" group={view.name} />
        <NodesCard cluster={view.cluster} nodes={view.nodes} />
      </Columns>
    </>
  );
}

/** One node group: its nodes, capacity and findings. */
export function NodeGroupPage() {
  const { cluster = '', nodeGroup = '' } = useParams();
  const say = useSay();
  const links = useLinks();
  const query = useNodeGroup(cluster, nodeGroup);
  const back = links.cluster(cluster);
  return (
    <PageFrame
      crumbs={[
        { label: say('clusters'), href: links.fleet() },
        { label: cluster, href: back },
        { label: nodeGroup },
      ]}
      query={query}
      freshnessOf={view => view.freshness}
      notFound={{
        title: say('states.notFound', { name: nodeGroup }),
        text: say('states.notFoundGroup'),
        back: { label: say('states.backToCluster', { cluster }), href: back },
      }}
    >
      {view => <NodeGroup view={view} />}
    </PageFrame>
  );
}
