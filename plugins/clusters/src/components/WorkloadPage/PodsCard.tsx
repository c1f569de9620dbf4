import {
  DataColumn,
  DataTable,
  formatCount,
  Since,
  StatusLabel,
  Surface,
  TextLink,
  useQueryParam,
} from '@textloom/ui';
import { WorkloadPod, WorkloadView } from '@textloom/plugin-clusters-common';
import { Links, useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { podWord } from '../../presentation/workloads';
import { shortZones, ZoneColumn } from '../../presentation/zones';
import { countWords } from '../../text/countWords';
import { shortNodeName } from '../../text/names';
import { Say } from '../../text/say';
import { FilterField } from '../FilterField/FilterField';
import { holdsWords } from '../../presentation/words';
import { NothingMatches } from '../FilterField/NothingMatches';
import classes from './WorkloadPage.module.css';

function State({ pod }: { pod: WorkloadPod }) {
  const say = useSay();
  const shown = podWord(pod);
  return (
    <StatusLabel intent={shown.intent}>
      {'trouble' in shown ? (
        <span lang="en">{shown.trouble}</span>
      ) : (
        say(`podPhase.${shown.word}`)
      )}
    </StatusLabel>
  );
}

function columns(
  cluster: string,
  zones: ZoneColumn[],
  say: Say,
  links: Links,
): DataColumn<WorkloadPod>[] {
  return [
    {
      id: 'pod',
      header: say('node.pod.name'),
      width: '36%',
      cell: pod => <span className={classes.strong}>{pod.name}</span>,
      sortValue: pod => pod.name,
    },
    {
      id: 'state',
      header: say('node.pod.status'),
      phone: 'figure',
      cell: pod => <State pod={pod} />,
      sortValue: pod => pod.trouble ?? pod.phase,
    },
    {
      id: 'node',
      header: say('nodes.column.node'),
      width: '22%',
      cell: pod => {
        if (!pod.nodeName) return say('workload.noNode');
        const href = links.node(cluster, pod.nodeName);
        const shown = shortNodeName(pod.nodeName);
        return href ? (
          <TextLink href={href} title={pod.nodeName}>
            {shown}
          </TextLink>
        ) : (
          shown
        );
      },
      sortValue: pod => pod.nodeName,
    },
    {
      id: 'zone',
      header: say('nodes.column.zone'),
      phone: 'hidden',
      cell: pod => (
        <span title={pod.zone}>
          {zones.find(zone => pod.zone && zone.id === pod.zone)?.label ??
            say('unknownValue')}
        </span>
      ),
      sortValue: pod => pod.zone || undefined,
    },
    {
      id: 'restarts',
      header: say('node.pod.restarts'),
      align: 'end',
      cell: pod => formatCount(pod.restarts),
      sortValue: pod => pod.restarts,
    },
    {
      id: 'age',
      header: say('node.pod.age'),
      align: 'end',
      phone: 'hidden',
      cell: pod => <Since at={pod.createdAt} />,
      sortValue: pod => pod.createdAt,
    },
  ];
}

/** The pods of a workload, worst first, each with its trouble and its node. */
export function PodsCard({ view }: { view: WorkloadView }) {
  const say = useSay();
  const links = useLinks();
  const [filter, setFilter] = useQueryParam('pods');
  const { pods, podsTotal } = view;
  const shown = pods.filter(pod =>
    holdsWords(
      [pod.name, pod.nodeName, pod.zone, pod.trouble].join(' '),
      filter,
    ),
  );
  const zones = shortZones(
    pods.map(pod => pod.zone ?? ''),
    say('groups.noZone'),
  );
  const subtitle =
    podsTotal > pods.length
      ? say('workload.podsCut', {
          count: podsTotal,
          shown: formatCount(pods.length),
          number: formatCount(podsTotal),
        })
      : say('node.podsSubtitle', { count: podsTotal });
  return (
    <Surface
      flush
      title={say('node.pods')}
      subtitle={podsTotal > 0 ? subtitle : undefined}
      action={
        pods.length > 0 && (
          <FilterField
            label={say('node.podsFilter')}
            hint={say('workload.podsFilterHint')}
            value={filter}
            onChange={setFilter}
          />
        )
      }
    >
      <DataTable
        label={say('node.pods')}
        columns={columns(view.cluster, zones, say, links)}
        rows={shown}
        total={pods.length}
        countWords={countWords('pods', say)}
        rowId={pod => `${pod.namespace}/${pod.name}`}
        empty={
          pods.length === 0 ? (
            say('workload.podsNone')
          ) : (
            <NothingMatches
              text={say('node.podsFilteredNone', { filter })}
              onClear={() => setFilter('')}
            />
          )
        }
      />
    </Surface>
  );
}
