import {
  DataColumn,
  DataTable,
  formatCount,
  Spark,
  Surface,
  TextLink,
} from '@textloom/ui';
import { monthOf, UnitCost, UnitsView } from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { unitLabel } from '../../presentation/overview';
import { billedSpan, isComplete } from '../../presentation/spans';
import { basisFilter, basisWords } from '../../presentation/units';
import { Say } from '../../text/say';
import { Change } from '../Parts/Change';
import parts from '../Parts/Parts.module.css';

/** A month with the unit cost of the month before, to compare with. */
type Row = UnitCost['points'][number] & { before?: string };

function columnsOf(
  { strip }: Pick<UnitsView, 'strip'>,
  say: Say,
): DataColumn<Row>[] {
  const { currency, billedTo } = strip;
  return [
    {
      id: 'month',
      header: say('units.month'),
      width: '28%',
      cell: ({ month }) => (
        <>
          {say.month(month)}
          {!isComplete(month, billedTo) && (
            <span className={parts.note}>{say('units.running')}</span>
          )}
        </>
      ),
    },
    {
      id: 'unitCost',
      header: say('units.perUnit'),
      align: 'end',
      phone: 'figure',
      cell: ({ unitCost }) =>
        unitCost === undefined
          ? say('units.noneCounted')
          : say.money(unitCost, currency, { digits: 'unit' }),
    },
    {
      id: 'change',
      header: say('change'),
      align: 'end',
      cell: ({ unitCost = '', before }) => (
        <Change now={unitCost} before={unitCost ? before : undefined} />
      ),
    },
    {
      id: 'cost',
      header: say('units.cost'),
      align: 'end',
      cell: ({ cost }) => say.money(cost, currency),
    },
    {
      id: 'count',
      header: say('units.count'),
      align: 'end',
      cell: ({ units }) => formatCount(units),
    },
  ];
}

/** What one unit costs, month by month, of what, and how much of the month is counted. */
export function UnitCard(props: { unit: UnitCost; view: UnitsView }) {
  const { unit, view } = props;
  const say = useSay();
  const links = useLinks();
  const { strip, names } = view;
  const { billedTo } = strip;
  const label = unitLabel(unit, say);
  const month = billedTo && monthOf(billedTo);
  const rows = unit.points.map((point, index) => ({
    ...point,
    before: unit.points[index - 1]?.unitCost,
  }));
  const explore =
    month &&
    links.explore({
      ...billedSpan(month, billedTo),
      filter: basisFilter(unit),
      groupBy: ['component'],
    });
  return (
    <Surface
      flush
      title={label}
      subtitle={basisWords(unit, names, say)}
      action={
        <Spark
          label={say('units.trend', { unit: label })}
          values={unit.points.map(({ unitCost }) =>
            unitCost === undefined ? undefined : Number(unitCost),
          )}
        />
      }
      footer={
        <div className={parts.tools}>
          {month && (
            <p className={parts.quiet}>
              {say('units.coverage', {
                covered: unit.coveredDays,
                days: Number(billedTo.slice(8)),
                month: say.monthName(month),
              })}
            </p>
          )}
          {explore && (
            <TextLink href={explore}>{say('units.explore')}</TextLink>
          )}
        </div>
      }
    >
      {rows.length === 0 ? (
        <p className={parts.none}>{say('units.noPoints')}</p>
      ) : (
        <DataTable
          label={say('units.trend', { unit: label })}
          rows={rows.reverse()}
          rowId={point => point.month}
          count={false}
          columns={columnsOf(view, say)}
        />
      )}
    </Surface>
  );
}
