import { useParams } from 'react-router-dom';
import { Figure, Figures, PageTitle, Clock } from '@textloom/ui';
import { NodeView } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useNode } from '../../hooks/useView';
import { capacityType } from '../../text/capacityType';
import { capacityFigures } from '../../text/figures';
import { shortNodeName } from '../../text/names';
import { Say } from '../../text/say';
import { nodeVerdict } from '../../verdict/nodeVerdict';
import { EventsCard } from '../Events/EventsCard';
import { Columns } from '../Columns/Columns';
import { FindingsCard } from '../Findings/FindingsCard';
import { NodeLabel } from '../HealthLabel/HealthLabel';
import { PageFrame } from '../PageFrame/PageFrame';
import { SignalsCard } from '../Signals/SignalsCard';
import { VerdictBlock } from '../VerdictBlock/VerdictBlock';
import { ConditionsCard } from './ConditionsCard';
import { ImagesCard } from './ImagesCard';
import { LabelsCard, TaintsCard } from './LabelsCard';
import { PodsCard } from './PodsCard';

function factsOf(view: NodeView, say: Say) {
  return [
    view.instanceType,
    view.capacityType && capacityType(view.capacityType, say),
    view.zone,
    view.kubeletVersion &&
      say('facts.kubelet', { version: view.kubeletVersion }),
    say('facts.age', { age: { since: view.createdAt } }),
  ].filter(Boolean);
}

function heartbeatFigure(view: NodeView, say: Say): Figure {
  const label = say('figures.heartbeat');
  return view.leaseRenewedAt
    ? {
        id: 'heartbeat',
        label,
        value: say.age(view.leaseRenewedAt),
        note: (
          <>
            <Clock at={view.leaseRenewedAt} seconds /> ·{' '}
            {say('figures.fromLease')}
          </>
        ),
      }
    : { id: 'heartbeat', label, note: say('figures.notSent') };
}

function Node({ view }: { view: NodeView }) {
  const say = useSay();
  return (
    <>
      <PageTitle
        name={view.name}
        status={<NodeLabel status={view.status} variant="chip" />}
        facts={factsOf(view, say)}
      />
      <VerdictBlock verdict={nodeVerdict(view)} />
      <Figures
        label={say('figures.label')}
        items={[
          ...capacityFigures(view.capacity, say),
          heartbeatFigure(view, say),
        ]}
      />
      <Columns
        side={
          <>
            <FindingsCard
              cluster={view.cluster}
              findings={view.findings}
              freshness={view.freshness.state}
            />
            <TaintsCard taints={view.taints} />
            <EventsCard cluster={view.cluster} events={view.events} known />
          </>
        }
      >
        <SignalsCard
          signals={view.signals}
          systems={['node']}
          subject={view.name}
        />
        <ConditionsCard conditions={view.conditions} />
        <PodsCard pods={view.pods} />
        {view.images && view.images.length > 0 && (
          <ImagesCard cluster={view.cluster} images={view.images} />
        )}
        <LabelsCard labels={view.labels} />
      </Columns>
    </>
  );
}

/** One node: what it reports, what runs on it, what is wrong. */
export function NodePage() {
  const { cluster = '', node = '' } = useParams();
  const say = useSay();
  const links = useLinks();
  const query = useNode(cluster, node);
  const back = links.cluster(cluster);
  const group = query.data?.group;
  return (
    <PageFrame
      crumbs={[
        { label: say('clusters'), href: links.fleet() },
        { label: cluster, href: back },
        ...(group
          ? [{ label: group, href: links.nodeGroup(cluster, group) }]
          : []),
        { label: shortNodeName(node) },
      ]}
      query={query}
      freshnessOf={view => view.freshness}
      notFound={{
        title: say('states.notFound', { name: node }),
        text: say('states.notFoundNode'),
        back: { label: say('states.backToCluster', { cluster }), href: back },
      }}
    >
      {view => <Node view={view} />}
    </PageFrame>
  );
}
