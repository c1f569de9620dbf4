import { ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { CopyText, Figures, PageTitle } from '@textloom/ui';
import { ClusterView } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useCluster } from '../../hooks/useView';
import { clusterFigures } from '../../text/figures';
import { shownVersion } from '../../text/names';
import { Say } from '../../text/say';
import { clusterVerdict } from '../../verdict/clusterVerdict';
import { isLive } from '../../verdict/parts';
import { Columns } from '../Columns/Columns';
import { AutoscalersCard } from '../Autoscalers/AutoscalersCard';
import { EventsCard } from '../Events/EventsCard';
import { FindingsCard } from '../Findings/FindingsCard';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import { NodeGroupsCard } from '../NodeGroups/NodeGroupsCard';
import { PageFrame } from '../PageFrame/PageFrame';
import { PendingPodsCard } from '../PendingPods/PendingPodsCard';
import { SourcesCard } from '../Sources/SourcesCard';
import { VerdictBlock } from '../VerdictBlock/VerdictBlock';

function factsOf(view: ClusterView, say: Say): ReactNode[] {
  return [
    ...(view.title === view.name
      ? []
      : [<CopyText key="name" text={view.name} />]),
    ...(view.version
      ? [
          <span key="version" title={view.version}>
            {say('facts.version', { ...shownVersion(view.version) })}
          </span>,
        ]
      : []),
    ...(view.region ? [view.region] : []),
    ...(view.zones.length
      ? [say('facts.zones', { count: view.zones.length })]
      : []),
    say('facts.groups', { count: view.groups.total }),
    say('facts.nodes', { count: view.nodes.total }),
  ];
}

function Cluster({ view }: { view: ClusterView }) {
  const say = useSay();
  const { name, sources } = view;
  const freshness = view.freshness.state;
  return (
    <>
      <PageTitle
        name={view.title}
        status={
          <HealthLabel
            state={view.state}
            freshness={freshness}
            variant="chip"
          />
        }
        facts={factsOf(view, say)}
      />
      <VerdictBlock verdict={clusterVerdict(view)} />
      {freshness === 'never' ? (
        <Columns side={<SourcesCard sources={sources} />}>
          <FindingsCard
            cluster={name}
            findings={view.list}
            freshness={freshness}
          />
        </Columns>
      ) : (
        <>
          <Figures
            label={say('figures.label')}
            items={clusterFigures(view, say)}
          />
          <Columns
            side={
              <>
                <FindingsCard
                  cluster={name}
                  findings={view.list}
                  freshness={freshness}
                />
                <EventsCard
                  cluster={name}
                  events={view.events}
                  known={isLive(sources, 'events')}
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
            <PendingPodsCard
              pending={view.pending}
              known={isLive(sources, 'pods')}
            />
            <AutoscalersCard hpas={view.hpas} known={isLive(sources, 'hpas')} />
          </Columns>
        </>
      )}
    </>
  );
}

/** One cluster: is it healthy, and if not, why. */
export function ClusterPage() {
  const { cluster = '' } = useParams();
  const say = useSay();
  const links = useLinks();
  const query = useCluster(cluster);
  return (
    <PageFrame
      crumbs={[
        { label: say('clusters'), href: links.fleet() },
        { label: query.data?.title ?? cluster },
      ]}
      query={query}
      freshnessOf={view => view.freshness}
      notFound={{
        title: say('states.notFound', { name: cluster }),
        text: say('states.notFoundCluster'),
        back: { label: say('states.backToFleet'), href: links.fleet() },
      }}
    >
      {view => <Cluster view={view} />}
    </PageFrame>
  );
}
