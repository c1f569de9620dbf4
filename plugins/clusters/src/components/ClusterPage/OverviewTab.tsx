import { ClusterView } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { clusterVerdict } from '../../verdict/clusterVerdict';
import { isConnected, isLive } from '../../verdict/parts';
import { ChartCard } from '../Charts/ChartCard';
import { Columns } from '../Columns/Columns';
import { EventsCard } from '../Events/EventsCard';
import { FindingsCard } from '../Findings/FindingsCard';
import { NodeGroupsCard } from '../NodeGroups/NodeGroupsCard';
import { PendingPodsCard } from '../PendingPods/PendingPodsCard';
import { SloPanel } from '../Slos/SloPanel';
import { SourcesCard } from '../Sources/SourcesCard';
import { VerdictBlock } from '../VerdictBlock/VerdictBlock';
import { ClusterFigures } from './ClusterFigures';
import { FiringCard } from './FiringCard';

function Findings({ view }: { view: ClusterView }) {
  return (
    <FindingsCard
      cluster={view.name}
      findings={view.list}
      freshness={view.freshness.state}
    />
  );
}

/** A cluster that never answered: why, and nothing that would look like a figure. */
export function NothingKnown({ view }: { view: ClusterView }) {
  return (
    <>
      <VerdictBlock verdict={clusterVerdict(view)} />
      <Columns side={<SourcesCard sources={view.sources} />}>
        <Findings view={view} />
      </Columns>
    </>
  );
}

/** Is the cluster healthy, and if not: which group, why, whom it hurts, what to do. */
export function OverviewTab({ view }: { view: ClusterView }) {
  const links = useLinks();
  const { name, sources } = view;
  const measured = isConnected(sources, 'prometheus');
  return (
    <>
      <VerdictBlock verdict={clusterVerdict(view)} />
      <ClusterFigures view={view} />
      <Columns
        side={
          <>
            <Findings view={view} />
            {(view.slos ?? []).length > 0 && <SloPanel slos={view.slos} />}
            <EventsCard
              cluster={name}
              events={view.events}
              known={isLive(sources, 'events')}
              history={links.tab(name, 'history')}
            />
            <SourcesCard sources={sources} />
          </>
        }
      >
        <NodeGroupsCard
          cluster={name}
          groups={view.nodeGroups}
          hpas={view.hpas}
        />
        {measured && <ChartCard cluster={name} chart="memory" />}
        <PendingPodsCard
          cluster={name}
          pending={view.pending}
          known={isLive(sources, 'pods')}
        />
        {view.alerts && <FiringCard cluster={name} />}
      </Columns>
    </>
  );
}
