import {
  DataColumn,
  DataTable,
  formatCount,
  PageState,
  ShareBar,
  TextLink,
} from '@textloom/ui';
import { ExploreQuery, ExploreView } from '@textloom/plugin-costs-common';
import { ExploreState } from '../../hooks/useExploreQuery';
import { useSay } from '../../hooks/useSay';
import { byAmount, changeOf, ratioOf } from '../../presentation/amounts';
import { valueName } from '../../presentation/dimensions';
import { filterOf, nextDimension } from '../../presentation/drill';
import { Change } from '../Parts/Change';
import { ExplainFigure } from '../Parts/ExplainFigure';
import parts from '../Parts/Parts.module.css';

type Row = ExploreView['rows'][number];

interface PivotProps {
  view: ExploreView;
  asked: ExploreQuery;
  state: ExploreState;
}

function useKeyColumns({ view, asked }: PivotProps): DataColumn<Row>[] {
  const say = useSay();
  return asked.groupBy.map((dimension, index) => {
    const name = ({ keys }: Row) =>
      valueName(dimension, keys[index] ?? '', view.names, say);
    return {
      id: dimension,
      header: say(`dimension.${dimension}`),
      cell: name,
      sortValue: name,
    };
  });
}

/** Where a row leads: one step further down, or to the rows of the bill. */
function hrefOf({ keys }: Row, { asked, state }: PivotProps): string {
  const filter = filterOf(asked.filter ?? {}, asked.groupBy, keys);
  const next = nextDimension(asked.groupBy, filter);
  return state.hrefOf(
    next ? { filter, groupBy: [next] } : { filter, rows: 'open' },
  );
}

function Sum({ view, asked }: PivotProps) {
  const say = useSay();
  const { sum, previousSum, strip } = view;
  // Only amortised costs that stayed where the bill has them can be explained by its rows.
  const plain = asked.metric === 'effective' && asked.distribute.length === 0;
  return (
    <span className={parts.itemHead}>
      <span>{say('sum')}</span>
      <b className={parts.amount}>{say.money(sum, strip.currency)}</b>
      <Change now={sum} before={previousSum} />
      {plain && (
        <ExplainFigure
          amount={sum}
          of={{
            from: asked.from,
            to: asked.to,
            currency: strip.currency,
            filter: asked.filter,
          }}
        />
      )}
    </span>
  );
}

/** Sums by what they are grouped by, with the days before, share, and the rows of the bill behind them. */
export function PivotTable(props: PivotProps) {
  const { view, asked, state } = props;
  const say = useSay();
  const keys = useKeyColumns(props);
  const { currency } = view.strip;
  const [largest] = view.rows.map(({ cost }) => cost).sort(byAmount);
  if (view.rows.length === 0) {
    return (
      <PageState
        kind="empty"
        size="cell"
        title={say('explore.empty')}
        actions={
          asked.filter
            ? [
                {
                  label: say('explore.clear'),
                  onPress: () => state.change({ filter: {} }),
                },
              ]
            : []
        }
      />
    );
  }
  return (
    <DataTable
      label={say('explore.pivot')}
      rows={view.rows}
      rowId={row => JSON.stringify(row.keys)}
      rowHref={row => hrefOf(row, props)}
      total={view.total > view.rows.length ? view.total : undefined}
      countWords={({ shown, total }) =>
        total === undefined
          ? say('explore.count', { count: shown, shown: formatCount(shown) })
          : say('explore.countOf', {
              shown: formatCount(shown),
              total: formatCount(total),
            })
      }
      footer={<Sum {...props} />}
      columns={[
        ...keys,
        {
          id: 'cost',
          header: say('cost'),
          align: 'end',
          phone: 'figure',
          cell: ({ cost }) => say.money(cost, currency),
          sortValue: ({ cost }) => Number(cost),
        },
        {
          id: 'change',
          header: say('change'),
          align: 'end',
          cell: ({ cost, previous }) => <Change now={cost} before={previous} />,
          sortValue: ({ cost, previous }) => changeOf(cost, previous),
        },
        {
          id: 'share',
          header: say('share'),
          phone: 'hidden',
          width: '12%',
          cell: ({ cost }) => (
            <ShareBar bare share={ratioOf(cost, largest) ?? 0} />
          ),
        },
        {
          id: 'rows',
          header: say('explore.rows'),
          align: 'end',
          cell: row => (
            <TextLink
              href={state.hrefOf({
                filter: filterOf(asked.filter ?? {}, asked.groupBy, row.keys),
                rows: 'open',
              })}
            >
              {/* Rows that are divided count with the largest part. */}
              {row.rows === 0 ? say('explore.divided') : formatCount(row.rows)}
            </TextLink>
          ),
          sortValue: ({ rows }) => rows,
        },
      ]}
    />
  );
}
