import { DataColumn, DataTable } from '@textloom/ui';
import { PlanView, StoreView } from '@textloom/plugin-restore-drills-common';
import { useNarrow } from '../../hooks/useNarrow';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { OverviewRow } from '../../presentation/overview';
import { overdueIntent } from '../../presentation/states';
import { Measured } from '../Parts/Measured';
import parts from '../Parts/Parts.module.css';
import { Due, Proven, Result } from './PlanCells';

function Name(props: { store: StoreView; plan?: PlanView; short: boolean }) {
  const { store, plan, short } = props;
  const say = useSay();
  const words = useWords();
  if (short && plan) {
    return (
      <>
        {words.scenarios[plan.plan.scenario]}
        {plan.plan.control && (
          <span className={parts.note}>
            {say('overview.control', {
              control: words.controls[plan.plan.control],
            })}
          </span>
        )}
      </>
    );
  }
  const facts = plan
    ? [
        words.scenarios[plan.plan.scenario],
        ...(plan.plan.control
          ? [
              say('overview.control', {
                control: words.controls[plan.plan.control],
              }),
            ]
          : []),
      ]
    : [say('overview.noPlanShort')];
  return (
    <>
      {store.store.title}
      <span className={parts.note}>
        {[
          ...facts,
          ...(store.exercised ? [] : [say('store.notExercised')]),
        ].join(' · ')}
      </span>
    </>
  );
}

/** Properties of {@link PlansTable}. */
export interface PlansTableProps {
  /** Accessible name. */
  label: string;
  rows: OverviewRow[];
  /** All rows there are when `rows` is a part of them. */
  total?: number;
  /** All rows are of one store, whose name and risk stand elsewhere on the page. */
  oneStore?: boolean;
}

/** Stores and scenarios: the newest result against the targets, how old the proof is, what comes next. */
export function PlansTable(props: PlansTableProps) {
  const { label, rows, total, oneStore = false } = props;
  const say = useSay();
  const links = useLinks();
  const narrow = useNarrow();
  const proven: DataColumn<OverviewRow> = {
    id: 'proven',
    header: say('overview.proven'),
    align: 'end',
    cell: ({ plan }) => <Proven plan={plan} />,
    sortValue: ({ plan }) => plan?.lastProven?.endedAt,
  };
  const exposure: DataColumn<OverviewRow> = {
    id: 'exposure',
    header: say('overview.exposure'),
    align: 'end',
    cell: ({ store }) => (
      <Measured value={store.exposure?.ms} limit={undefined} />
    ),
    sortValue: ({ store }) => store.exposure?.ms,
  };
  return (
    <DataTable
      label={label}
      rows={rows}
      total={total}
      countWords={({ shown, total: all }) =>
        all === undefined
          ? say('overview.count', { count: shown })
          : say('overview.countOf', { count: all, shown })
      }
      rowId={row => row.id}
      rowHref={({ store, plan }) =>
        plan ? links.plan(plan.plan.id) : links.store(store.store.id)
      }
      rowIntent={({ plan }) => {
        const intent = plan?.overdue && overdueIntent(plan.overdue);
        return intent === 'critical' || intent === 'caution'
          ? intent
          : undefined;
      }}
      columns={[
        {
          id: 'name',
          header: say(oneStore ? 'overview.scenario' : 'overview.store'),
          width: '30%',
          cell: row => <Name {...row} short={oneStore} />,
        },
        {
          id: 'result',
          header: say('overview.last'),
          phone: 'figure',
          cell: ({ plan }) => <Result plan={plan} />,
        },
        {
          id: 'rta',
          header: say('overview.rta'),
          align: 'end',
          cell: ({ plan }) => (
            <Measured value={plan?.last?.rtaMs} limit={plan?.target?.rtoMs} />
          ),
          sortValue: ({ plan }) => plan?.last?.rtaMs,
        },
        {
          id: 'rpa',
          header: say('overview.rpa'),
          align: 'end',
          cell: ({ plan }) => (
            <Measured value={plan?.last?.rpaMs} limit={plan?.target?.rpoMs} />
          ),
          sortValue: ({ plan }) => plan?.last?.rpaMs,
        },
        ...(narrow ? [] : [proven]),
        {
          id: 'due',
          header: say('overview.due'),
          align: 'end',
          cell: ({ plan }) => <Due plan={plan} />,
          sortValue: ({ plan }) => plan?.dueAt,
        },
        ...(oneStore || narrow ? [] : [exposure]),
      ]}
    />
  );
}
