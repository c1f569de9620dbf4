import { useParams } from 'react-router-dom';
import {
  Figure,
  Figures,
  formatBytes,
  formatCount,
  formatCpu,
  middleCut,
  Page,
  PageState,
  PageTitle,
} from '@textloom/ui';
import {
  workloadKindSchema,
  WorkloadName,
  WorkloadView,
} from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWorkload } from '../../hooks/useWorkloads';
import { Say } from '../../text/say';
import { workloadVerdict } from '../../verdict/workloadVerdict';
import { HeadroomCard } from '../Capacity/HeadroomCard';
import { Columns } from '../Columns/Columns';
import { EventsCard } from '../Events/EventsCard';
import { FindingsCard } from '../Findings/FindingsCard';
import { HealthLabel } from '../HealthLabel/HealthLabel';
import { PageFrame } from '../PageFrame/PageFrame';
import { VerdictBlock } from '../VerdictBlock/VerdictBlock';
import { PlaceCard } from './PlaceCard';
import { PodsCard } from './PodsCard';
import { ScalingCard } from './ScalingCard';

const LONGEST_CRUMB = 32;

function figures(view: WorkloadView, say: Say): Figure[] {
  const { ready, desired, available, updated, restarts, requests } = view;
  const of = say('figures.of', { total: formatCount(desired) });
  return [
    {
      id: 'ready',
      label: say('workload.figure.ready'),
      value: formatCount(ready),
      unit: of,
      note: say('workload.figure.available', {
        count: formatCount(available),
      }),
      intent: ready < desired ? 'caution' : undefined,
    },
    {
      id: 'updated',
      label: say('workload.figure.updated'),
      value: formatCount(updated),
      unit: of,
      note: say(
        updated < desired
          ? 'workload.figure.rollingOut'
          : 'workload.figure.rolledOut',
      ),
    },
    {
      id: 'restarts',
      label: say('workload.figure.restarts'),
      value: formatCount(restarts),
      note: say('workload.figure.restartsNote'),
    },
    {
      id: 'cpu',
      label: say('workload.figure.cpu'),
      value: formatCpu(requests.cpuMillis),
      note: say('workload.figure.together', {
        total: formatCpu(requests.cpuMillis * desired),
      }),
    },
    {
      id: 'memory',
      label: say('workload.figure.memory'),
      value: formatBytes(requests.memoryBytes),
      note: say('workload.figure.together', {
        total: formatBytes(requests.memoryBytes * desired),
      }),
    },
  ];
}

function Workload({ view }: { view: WorkloadView }) {
  const say = useSay();
  const { cluster, kind, namespace, name } = view;
  return (
    <>
      <PageTitle
        name={name}
        status={
          <HealthLabel
            state={view.state}
            freshness={view.freshness.state}
            variant="chip"
          />
        }
        facts={[
          kind,
          namespace,
          say('workload.since', { age: { since: view.createdAt } }),
          ...(view.paused ? [say('workload.paused')] : []),
        ]}
      />
      <VerdictBlock verdict={workloadVerdict(view)} />
      <Figures label={say('figures.label')} items={figures(view, say)} />
      <Columns
        side={
          <>
            <FindingsCard
              cluster={cluster}
              findings={view.list}
              freshness={view.freshness.state}
            />
            <ScalingCard view={view} />
            <PlaceCard view={view} />
            <EventsCard cluster={cluster} events={view.events} known />
          </>
        }
      >
        <PodsCard view={view} />
      </Columns>
      {kind !== 'DaemonSet' && (
        <HeadroomCard cluster={cluster} shape={{ kind, namespace, name }} />
      )}
    </>
  );
}

function KnownWorkload(props: { cluster: string; workload: WorkloadName }) {
  const { cluster, workload } = props;
  const say = useSay();
  const links = useLinks();
  const query = useWorkload(cluster, workload);
  const back = links.tab(cluster, 'workloads');
  return (
    <PageFrame
      crumbs={[
        { label: say('clusters'), href: links.fleet() },
        { label: cluster, href: links.cluster(cluster) },
        { label: say('workloads.title'), href: back },
        { label: middleCut(workload.name, LONGEST_CRUMB) },
      ]}
      query={query}
      freshnessOf={view => view.freshness}
      notFound={{
        title: say('states.notFound', { name: workload.name }),
        text: say('workload.notFound'),
        back: { label: say('workload.back', { cluster }), href: back },
      }}
    >
      {view => <Workload view={view} />}
    </PageFrame>
  );
}

/** One workload: does it do its work, where, and how much more of it would fit. */
export function WorkloadPage() {
  const { cluster = '', namespace = '', kind, name = '' } = useParams();
  const say = useSay();
  const links = useLinks();
  const known = workloadKindSchema.safeParse(kind).data;
  if (!known) {
    const href = links.tab(cluster, 'workloads');
    return (
      <Page>
        <PageState
          kind="notFound"
          size="page"
          title={say('states.notFound', { name })}
          actions={
            href ? [{ label: say('workload.back', { cluster }), href }] : []
          }
        >
          {say('workload.noSuchKind', { kind: kind ?? '' })}
        </PageState>
      </Page>
    );
  }
  return (
    <KnownWorkload
      cluster={cluster}
      workload={{ kind: known, namespace, name }}
    />
  );
}
