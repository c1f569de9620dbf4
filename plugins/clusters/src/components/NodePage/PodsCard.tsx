import {
  DataColumn,
  DataTable,
  formatBytes,
  formatCount,
  formatCpu,
  Since,
  StatusLabel,
  Surface,
  useQueryParam,
} from '@textloom/ui';
import { PodSummary } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { podState } from '../../presentation/intents';
import { countWords } from '../../text/countWords';
import { Say } from '../../text/say';
import { ComponentLinks } from '../ComponentLinks/ComponentLinks';
import { FilterField } from '../FilterField/FilterField';
import { holdsWords } from '../../presentation/words';
import { NothingMatches } from '../FilterField/NothingMatches';
import classes from './NodePage.module.css';

function columns(say: Say): DataColumn<PodSummary>[] {
  return [
    {
      id: 'pod',
      header: say('node.pod.name'),
      width: '34%',
      cell: pod => (
        <>
          <span className={classes.strong}>{pod.name}</span>
          <span className={classes.caption}>
            {[pod.namespace, pod.ownerKind].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
      sortValue: pod => pod.name,
    },
    {
      id: 'state',
      header: say('node.pod.status'),
      phone: 'figure',
      cell: pod => {
        const { word, intent } = podState(pod);
        return (
          <StatusLabel intent={intent}>{say(`podPhase.${word}`)}</StatusLabel>
        );
      },
      sortValue: pod => podState(pod).word,
    },
    {
      id: 'component',
      header: say('node.pod.component'),
      cell: pod =>
        pod.component ? (
          <ComponentLinks names={[pod.component]} />
        ) : (
          say('unknownValue')
        ),
      sortValue: pod => pod.component,
    },
    {
      id: 'requests',
      header: say('node.pod.requests'),
      cell: pod =>
        `${formatCpu(pod.requests.cpuMillis)} · ${formatBytes(
          pod.requests.memoryBytes,
        )}`,
      sortValue: pod => pod.requests.memoryBytes,
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

/** What runs on the node. */
export function PodsCard({ pods }: { pods: PodSummary[] }) {
  const say = useSay();
  const [filter, setFilter] = useQueryParam('pods');
  const shown = pods.filter(pod =>
    holdsWords([pod.name, pod.namespace, pod.component].join(' '), filter),
  );
  return (
    <Surface
      flush
      title={say('node.pods')}
      subtitle={
        pods.length > 0
          ? say('node.podsSubtitle', { count: pods.length })
          : undefined
      }
      action={
        pods.length > 0 && (
          <FilterField
            label={say('node.podsFilter')}
            hint={say('node.podsFilterHint')}
            value={filter}
            onChange={setFilter}
          />
        )
      }
    >
      <DataTable
        label={say('node.pods')}
        columns={columns(say)}
        rows={shown}
        total={pods.length}
        countWords={countWords('pods', say)}
        rowId={pod => `${pod.namespace}/${pod.name}`}
        empty={
          pods.length === 0 ? (
            say('node.podsNone')
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
