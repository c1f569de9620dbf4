import { ActionButton, DataTable, Surface } from '@textloom/ui';
import {
  DayReconciliation,
  ReconciliationView,
} from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import { byAmount, signOf } from '../../presentation/amounts';
import { valueName } from '../../presentation/dimensions';
import { daysCsv, daysSum, layersSum } from '../../presentation/reconciliation';
import { saveCsv } from '../../text/saveFile';
import parts from '../Parts/Parts.module.css';
import classes from './ReconciliationPage.module.css';

function Layers({ day }: { day: DayReconciliation }) {
  const say = useSay();
  return (
    <details className={classes.layers}>
      <summary>{say.money(layersSum(day), day.currency)}</summary>
      <dl className={parts.terms}>
        {Object.entries(day.layers)
          .sort(([, a], [, b]) => byAmount(a, b))
          .map(([layer, amount]) => [
            <dt key={layer}>{valueName('layer', layer, {}, say)}</dt>,
            <dd key={`${layer}/amount`}>{say.money(amount, day.currency)}</dd>,
          ])}
      </dl>
    </details>
  );
}

function Sum({ view }: { view: ReconciliationView }) {
  const say = useSay();
  const sum = daysSum(view.days);
  const said = (amount: string) => say.money(amount, view.strip.currency);
  return (
    <dl className={classes.sum}>
      {(['bill', 'layers', 'difference'] as const).map(id => (
        <div key={id}>
          <dt>{say(`reconciliation.${id}`)}</dt>
          <dd>{said(sum[id])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The bill of each day against the sum of its layers. */
export function DaysCard(props: { view: ReconciliationView; month: string }) {
  const { view, month } = props;
  const say = useSay();
  const { days, strip } = view;
  const save = () =>
    saveCsv(
      `reconciliation-${month}-${strip.currency}.csv`,
      daysCsv(
        days,
        {
          day: say('reconciliation.day'),
          bill: say('reconciliation.bill'),
          difference: say('reconciliation.difference'),
        },
        layer => valueName('layer', layer, {}, say),
      ),
    );
  return (
    <Surface
      flush
      title={say('reconciliation.days', { month: say.month(month) })}
      subtitle={say('reconciliation.daysNote')}
      action={
        days.length > 0 && (
          <ActionButton
            variant="tertiary"
            label={say('reconciliation.save')}
            onPress={save}
          />
        )
      }
      footer={days.length > 0 && <Sum view={view} />}
    >
      {days.length === 0 ? (
        <p className={parts.none}>{say('reconciliation.noDays')}</p>
      ) : (
        <DataTable
          label={say('reconciliation.days', { month: say.month(month) })}
          rows={[...days].sort((a, b) => (a.day < b.day ? 1 : -1))}
          rowId={({ day, currency }) => `${day}/${currency}`}
          rowIntent={({ difference }) =>
            signOf(difference) === 0 ? undefined : 'critical'
          }
          count={false}
          columns={[
            {
              id: 'day',
              header: say('reconciliation.day'),
              width: '22%',
              cell: ({ day }) => say.day(day),
              sortValue: ({ day }) => day,
            },
            {
              id: 'bill',
              header: say('reconciliation.bill'),
              align: 'end',
              cell: ({ bill, currency }) => say.money(bill, currency),
              sortValue: ({ bill }) => Number(bill),
            },
            {
              id: 'layers',
              header: say('reconciliation.layers'),
              align: 'end',
              width: '34%',
              cell: day => <Layers day={day} />,
              sortValue: day => Number(layersSum(day)),
            },
            {
              id: 'difference',
              header: say('reconciliation.difference'),
              align: 'end',
              phone: 'figure',
              cell: ({ difference, currency }) =>
                say.money(difference, currency),
              sortValue: ({ difference }) => Number(difference),
            },
          ]}
        />
      )}
    </Surface>
  );
}
