import { ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { CopyText, formatCount, PageState, PageTitle } from '@textloom/ui';
import { ClusterView } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useCluster } from '../../hooks/useView';
import { CLUSTER_TABS, ClusterTab } from '../../routes';
import { shownVersion } from '../../text/names';
import { Say } from '../../text/say';
import { AlertsPanel } from '../Alerts/AlertsPanel';
import { CapacityTab } from '../Capacity/CapacityTab';
import { DataLayerPanel } from '../DataLayer/DataLayerPanel';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import { NodesTab } from '../NodeMap/NodesTab';
import { PageFrame } from '../PageFrame/PageFrame';
import { WorkloadsTab } from '../WorkloadsPage/WorkloadsTab';
import { ClusterTabs } from './ClusterTabs';
import { HistoryTab } from './HistoryTab';
import { NothingKnown, OverviewTab } from './OverviewTab';

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
    say('facts.nodes', {
      count: view.nodes.total,
      number: formatCount(view.nodes.total),
    }),
  ];
}

function tabOf(text: string | undefined): ClusterTab | undefined {
  return text === undefined
    ? 'overview'
    : CLUSTER_TABS.find(tab => tab === text);
}

function TabBody({ view, tab }: { view: ClusterView; tab?: ClusterTab }) {
  const say = useSay();
  const links = useLinks();
  if (view.freshness.state === 'never') return <NothingKnown view={view} />;
  switch (tab) {
    case 'overview':
      return <OverviewTab view={view} />;
    case 'nodes':
      return <NodesTab view={view} />;
    case 'workloads':
      return <WorkloadsTab cluster={view.name} />;
    case 'capacity':
      return <CapacityTab view={view} />;
    case 'alerts':
      return <AlertsPanel cluster={view.name} />;
    case 'data-layer':
      return <DataLayerPanel signals={view.signals} sources={view.sources} />;
    case 'history':
      return <HistoryTab view={view} />;
    default: {
      const href = links.cluster(view.name);
      return (
        <PageState
          kind="notFound"
          title={say('tabs.none', { name: view.title })}
          actions={href ? [{ label: say('tabs.back'), href }] : []}
        />
      );
    }
  }
}

function Cluster({ view, tab }: { view: ClusterView; tab?: ClusterTab }) {
  const say = useSay();
  return (
    <>
      <PageTitle
        name={view.title}
        status={
          <HealthLabel
            state={view.state}
            freshness={view.freshness.state}
            variant="chip"
          />
        }
        facts={factsOf(view, say)}
      />
      <ClusterTabs view={view} current={tab ?? 'overview'} />
      <TabBody view={view} tab={tab} />
    </>
  );
}

/** One cluster, by tabs: is it healthy, and if not, why; then its parts. */
export function ClusterPage() {
  const { cluster = '', tab: tabText } = useParams();
  const say = useSay();
  const links = useLinks();
  const query = useCluster(cluster);
  const tab = tabOf(tabText);
  const title = query.data?.title ?? cluster;
  return (
    <PageFrame
      crumbs={[
        { label: say('clusters'), href: links.fleet() },
        ...(tab === 'overview' || !tab
          ? [{ label: title }]
          : [
              { label: title, href: links.cluster(cluster) },
              { label: say(`tabs.${tab}`) },
            ]),
      ]}
      query={query}
      freshnessOf={view => view.freshness}
      notFound={{
        title: say('states.notFound', { name: cluster }),
        text: say('states.notFoundCluster'),
        back: { label: say('states.backToFleet'), href: links.fleet() },
      }}
    >
      {view => <Cluster view={view} tab={tab} />}
    </PageFrame>
  );
}
