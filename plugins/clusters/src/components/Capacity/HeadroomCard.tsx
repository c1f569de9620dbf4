import { ReactNode } from 'react';
import { formatBytes, formatCpu, PageState, Surface } from '@textloom/ui';
import { HeadroomQuery, HeadroomView } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useHeadroom } from '../../hooks/useWorkloads';
import { fitsMessage } from '../../presentation/headroom';
import { BlockFrame } from '../PageFrame/BlockFrame';
import { HeadroomTable } from './HeadroomTable';
import classes from './Capacity.module.css';

/** Why the figures are upper bounds, if they are. */
function boundOf({ podsUnknown, inexact }: HeadroomView) {
  if (podsUnknown) {
    return ['capacity.podsUnknown'] as const;
  }
  return inexact ? (['capacity.inexact'] as const) : [];
}

function Answer({ view }: { view: HeadroomView }) {
  const say = useSay();
  const notes = [
    say('capacity.shape', {
      cpu: formatCpu(view.requests.cpuMillis),
      memory: formatBytes(view.requests.memoryBytes),
    }),
    ...boundOf(view).map(key => say(key)),
    ...(view.freshness.state === 'stale' ? [say('capacity.stale')] : []),
  ];
  if (view.freshness.state === 'never') {
    return <PageState kind="stale" title={say('capacity.never')} />;
  }
  return (
    <>
      <div className={classes.answer} role="status">
        <p className={classes.sentence}>{say.message(fitsMessage(view))}</p>
        <p className={classes.caption}>{notes.join(' ')}</p>
      </div>
      <HeadroomTable view={view} />
    </>
  );
}

/** Properties of {@link HeadroomCard}. */
export interface HeadroomCardProps {
  cluster: string;
  /** Absent while none is chosen. */
  shape?: HeadroomQuery;
  /** Chooses another shape. */
  picker?: ReactNode;
}

/** How many more pods of a shape fit, and where. */
export function HeadroomCard({ cluster, shape, picker }: HeadroomCardProps) {
  const say = useSay();
  const links = useLinks();
  const query = useHeadroom(cluster, shape);
  return (
    <Surface
      flush
      title={say('capacity.title')}
      subtitle={say('capacity.subtitle')}
      action={picker}
    >
      {shape ? (
        <BlockFrame
          query={query}
          rows={4}
          notFound={{
            title: say('states.notFound', {
              name: 'name' in shape ? shape.name : '',
            }),
            text: say('capacity.noWorkload'),
            back: {
              label: say('workload.back', { cluster }),
              href: links.tab(cluster, 'workloads'),
            },
          }}
        >
          {view => <Answer view={view} />}
        </BlockFrame>
      ) : (
        <p className={classes.none}>{say('capacity.noShape')}</p>
      )}
    </Surface>
  );
}
