import {
  ActionButton,
  DataTable,
  formatCount,
  middleCut,
  NO_VALUE,
  PageState,
  Surface,
} from '@textloom/ui';
import { BillRow, RowsView } from '@textloom/plugin-costs-common';
import { ExploreState } from '../../hooks/useExploreQuery';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { BlockFrame } from '../CostsFrame/BlockFrame';
import parts from '../Parts/Parts.module.css';
import classes from './ExplorePage.module.css';

/** Longer names are cut in their middle; they stand whole among all columns. */
const LONGEST = 40;

function Whole({ row }: { row: BillRow }) {
  const say = useSay();
  return (
    <details>
      <summary>
        {say('explore.place', { file: row.file, row: formatCount(row.row) })}
      </summary>
      <dl className={classes.columns} lang="en">
        {Object.entries(row.columns).map(([name, value]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}/value`}>{value}</dd>,
        ])}
      </dl>
    </details>
  );
}

function Rows({ view, state }: { view: RowsView; state: ExploreState }) {
  const say = useSay();
  const text = ({ columns }: BillRow, name: string) => {
    const value = columns[name];
    return value ? (
      <span title={value}>{middleCut(value, LONGEST)}</span>
    ) : (
      NO_VALUE
    );
  };
  const { currency } = view.strip;
  return (
    <DataTable
      label={say('explore.billRows')}
      rows={view.rows}
      rowId={({ source, file, row }) => `${source}/${file}/${row}`}
      total={view.total}
      countWords={({ shown, total }) =>
        say('explore.countOf', {
          shown: formatCount(shown),
          total: formatCount(total ?? shown),
        })
      }
      empty={
        <PageState kind="empty" size="cell" title={say('explore.noRows')} />
      }
      footer={
        (view.nextCursor || state.cursor) && (
          <span className={parts.tools}>
            {state.cursor && (
              <ActionButton
                label={say('explore.firstRows')}
                onPress={() => state.change({ rows: 'open' })}
              />
            )}
            {view.nextCursor && (
              <ActionButton
                label={say('explore.nextRows')}
                onPress={() =>
                  state.change({ rows: 'open', cursor: view.nextCursor })
                }
              />
            )}
          </span>
        )
      }
      columns={[
        {
          id: 'day',
          header: say('explore.grains.day'),
          width: '10%',
          cell: ({ columns }) =>
            /^\d{4}-\d{2}-\d{2}/.test(columns.ChargePeriodStart ?? '')
              ? say.day(columns.ChargePeriodStart.slice(0, 10))
              : NO_VALUE,
        },
        {
          id: 'service',
          header: say('dimension.service'),
          cell: row => text(row, 'ServiceName'),
        },
        {
          id: 'description',
          header: say('explore.description'),
          width: '26%',
          cell: row => text(row, 'ChargeDescription'),
        },
        {
          id: 'resource',
          header: say('dimension.resource'),
          cell: row => text(row, 'ResourceId'),
        },
        {
          id: 'cost',
          header: say('cost'),
          align: 'end',
          phone: 'figure',
          width: '12%',
          cell: ({ columns }) => say.money(columns.EffectiveCost, currency),
        },
        {
          id: 'place',
          header: say('explore.row'),
          width: '26%',
          cell: row => <Whole row={row} />,
        },
      ]}
    />
  );
}

/** Rows of the bill behind the sums, a page at a time, with all their columns. */
export function RowsCard({ state }: { state: ExploreState }) {
  const say = useSay();
  const { from, to, currency, filter } = state.query;
  const asked = { from, to, currency, filter, cursor: state.cursor };
  const query = useView({
    key: ['rows', JSON.stringify(asked)],
    load: api => api.getRows(asked),
  });
  return (
    <Surface
      flush
      id="rows"
      title={say('explore.billRows')}
      subtitle={say('explore.billRowsNote')}
      action={
        <ActionButton
          variant="tertiary"
          label={say('explore.closeRows')}
          onPress={() => state.change({ rows: '' })}
        />
      }
    >
      <BlockFrame query={query} rows={6}>
        {view => <Rows view={view} state={state} />}
      </BlockFrame>
    </Surface>
  );
}
