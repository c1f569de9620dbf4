import { Clock, DataTable, Since } from '@textloom/ui';
import { DrillSummary, Target } from '@textloom/plugin-restore-drills-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { DrillLabel } from './DrillLabel';
import { Measured } from './Measured';
import classes from './Parts.module.css';

/** Properties of {@link DrillTable}. */
export interface DrillTableProps {
  /** Accessible name. */
  label: string;
  drills: readonly DrillSummary[];
  /** Title of a store by its id; absent where all are of one store, which the page names. */
  titleOf?: (store: string) => string;
  /** All are of one plan, which the page names. */
  onePlan?: boolean;
  /** What the drills are measured against, where all have the same. */
  target?: Target;
  /** Whether the count stands beneath. */
  count?: boolean;
}

function Name(
  props: Pick<DrillTableProps, 'titleOf' | 'onePlan'> & { drill: DrillSummary },
) {
  const { titleOf, onePlan, drill } = props;
  const say = useSay();
  const words = useWords();
  const scenario = words.scenarios[drill.scenario];
  const control =
    drill.control &&
    say('overview.control', { control: words.controls[drill.control] });
  const names = [
    ...(onePlan
      ? []
      : [
          titleOf
            ? say('planName.plain', { store: titleOf(drill.store), scenario })
            : scenario,
        ]),
    drill.id,
    ...(control ? [control] : []),
  ];
  const [name, ...notes] = names;
  return (
    <>
      {name}
      {notes.length > 0 && (
        <span className={classes.note}>{notes.join(' · ')}</span>
      )}
    </>
  );
}

/** Drills, one row each, in the order in which they come. */
export function DrillTable(props: DrillTableProps) {
  const { label, drills, target, count = false } = props;
  const say = useSay();
  const links = useLinks();
  return (
    <DataTable
      label={label}
      count={count}
      rows={[...drills]}
      rowId={row => row.id}
      rowHref={row => links.drill(row.id)}
      columns={[
        {
          id: 'drill',
          header: say('drills.drill'),
          width: '34%',
          cell: row => <Name drill={row} {...props} />,
        },
        {
          id: 'result',
          header: say('drills.result'),
          phone: 'figure',
          cell: row => (
            <span className={classes.nowrap}>
              <DrillLabel drill={row} />
            </span>
          ),
        },
        {
          id: 'rta',
          header: say('drills.rta'),
          align: 'end',
          cell: row => <Measured value={row.rtaMs} limit={target?.rtoMs} />,
        },
        {
          id: 'rpa',
          header: say('drills.rpa'),
          align: 'end',
          cell: row => <Measured value={row.rpaMs} limit={target?.rpoMs} />,
        },
        {
          id: 'when',
          header: say('drills.when'),
          align: 'end',
          cell: row => (
            <span className={classes.end}>
              {row.endedAt === undefined ? (
                <Since ago at={new Date(row.queuedAt).toISOString()} />
              ) : (
                <Clock day at={new Date(row.endedAt).toISOString()} />
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
