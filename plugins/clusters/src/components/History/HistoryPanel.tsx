import { Clock, formatPercent, Surface } from '@textloom/ui';
import { HistoryView } from '@textloom/plugin-clusters-common';
import { useHistory } from '../../hooks/useOperations';
import { useSay } from '../../hooks/useSay';
import { RangeChoice } from '../Charts/RangeChoice';
import { Range } from '../Charts/ranges';
import { useRange } from '../Charts/useRange';
import { BlockFrame } from '../PageFrame/BlockFrame';
import classes from './History.module.css';
import { HistoryStrip } from './HistoryStrip';
import { Moment, Troubles } from './Moment';

const GROUPS = 12;

interface Choice {
  at?: string;
  onSelect: (at: string | undefined) => void;
}

function GroupStrip(
  props: Choice & { cluster: string; group: string; range: Range },
) {
  const { cluster, group, range, at, onSelect } = props;
  const query = useHistory(cluster, range, group);
  return (
    <div className={classes.row}>
      <span className={classes.name}>{group}</span>
      <BlockFrame query={query} rows={1}>
        {view => (
          <HistoryStrip name={group} view={view} at={at} onSelect={onSelect} />
        )}
      </BlockFrame>
    </div>
  );
}

function Past(props: Choice & { name: string; view: HistoryView }) {
  const { name, view, at, onSelect } = props;
  const say = useSay();
  return (
    <>
      <p className={classes.share}>
        {view.healthyShare === undefined
          ? say('history.noShare')
          : say('history.share', { share: formatPercent(view.healthyShare) })}
      </p>
      <div className={classes.row}>
        <span className={classes.name}>{name}</span>
        <HistoryStrip name={name} view={view} at={at} onSelect={onSelect} />
      </div>
      <div className={classes.axis}>
        <Clock at={view.from} day />
        <Clock at={view.to} day />
      </div>
    </>
  );
}

/** Properties of {@link HistoryPanel}. */
export interface HistoryPanelProps {
  cluster: string;
  /** The cluster as a whole when absent. */
  group?: string;
  /** Groups whose strips stand beneath; at most 12. */
  groups?: string[];
}

/**
 * Why it was as it was: health over a range, and for any moment what held then. Range and moment are in the
 * address, so that a link with `?at=` shows the same.
 */
export function HistoryPanel({
  cluster,
  group,
  groups = [],
}: HistoryPanelProps) {
  const say = useSay();
  const { range, setRange, at, setAt } = useRange();
  const query = useHistory(cluster, range, group);
  return (
    <Surface
      title={say('history.title')}
      subtitle={say('history.pick')}
      action={<RangeChoice range={range} onChange={setRange} />}
    >
      <BlockFrame query={query} rows={5}>
        {view => (
          <>
            <Past
              name={group ?? say('history.cluster')}
              view={view}
              at={at}
              onSelect={setAt}
            />
            {groups.slice(0, GROUPS).map(name => (
              <GroupStrip
                key={name}
                cluster={cluster}
                group={name}
                range={range}
                at={at}
                onSelect={setAt}
              />
            ))}
            {at ? (
              <Moment view={view} at={at} onBack={() => setAt(undefined)} />
            ) : (
              <Troubles view={view} onSelect={setAt} />
            )}
          </>
        )}
      </BlockFrame>
    </Surface>
  );
}
