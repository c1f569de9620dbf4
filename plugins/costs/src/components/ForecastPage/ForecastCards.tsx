import { DataTable, StatusLabel, Surface } from '@textloom/ui';
import { BacktestScore, ForecastsView } from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import { scoreSentences } from '../../presentation/forecast';
import parts from '../Parts/Parts.module.css';

/** How the forecast is made, and how far each method was off on days that it had not seen. */
export function MethodCard({ view }: { view: ForecastsView }) {
  const say = useSay();
  const scores = view.forecast?.scores ?? [];
  const taken = view.forecast?.method;
  const best = scores.find(({ method }) => method === taken);
  return (
    <Surface
      flush
      title={say('forecast.method')}
      subtitle={say('forecast.methodNote')}
      footer={
        best && (
          <p className={parts.quiet}>
            {say.sentences(scoreSentences(best, say))}
          </p>
        )
      }
    >
      {scores.length === 0 ? (
        <p className={parts.none}>{say('forecast.noScores')}</p>
      ) : (
        <DataTable<BacktestScore>
          label={say('forecast.method')}
          rows={scores}
          rowId={({ method }) => method}
          count={false}
          columns={[
            {
              id: 'method',
              header: say('forecast.methodColumn'),
              width: '44%',
              cell: ({ method }) => (
                <>
                  {say(`forecast.methods.${method}`)}{' '}
                  {method === taken && (
                    <StatusLabel intent="positive">
                      {say('forecast.chosen')}
                    </StatusLabel>
                  )}
                </>
              ),
            },
            {
              id: 'error',
              header: say('forecast.error'),
              align: 'end',
              phone: 'figure',
              cell: ({ wape }) => say.percent(wape),
              sortValue: ({ wape }) => wape,
            },
            {
              id: 'bias',
              header: say('forecast.bias'),
              align: 'end',
              cell: ({ bias }) => say.change(bias),
              sortValue: ({ bias }) => bias,
            },
            {
              id: 'coverage',
              header: say('forecast.coverage'),
              align: 'end',
              cell: ({ coverage }) => say.percent(coverage),
              sortValue: ({ coverage }) => coverage,
            },
            {
              id: 'origins',
              header: say('forecast.origins'),
              align: 'end',
              cell: ({ origins }) => origins,
              sortValue: ({ origins }) => origins,
            },
          ]}
        />
      )}
    </Surface>
  );
}

/** Charges whose dates are known, which the method has not to foresee. */
export function DatedCard({ view }: { view: ForecastsView }) {
  const say = useSay();
  const dated = view.forecast?.dated ?? [];
  return (
    <Surface
      flush
      title={say('forecast.dated')}
      subtitle={say('forecast.datedNote')}
    >
      {dated.length === 0 ? (
        <p className={parts.none}>{say('forecast.noDated')}</p>
      ) : (
        <ul className={parts.list}>
          {dated.map(({ day, amount, label }) => (
            <li key={`${day}/${label}`} className={parts.item}>
              <div className={parts.itemHead}>
                <span>
                  {label}
                  <span className={parts.note}>{say.day(day)}</span>
                </span>
                <span className={parts.amount}>
                  {say.money(amount, view.strip.currency)}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Surface>
  );
}

/** The months after this one, each with its range. */
export function MonthsCard({ view }: { view: ForecastsView }) {
  const say = useSay();
  const said = (amount: string) =>
    say.money(amount, view.strip.currency, { digits: 'whole' });
  return (
    <Surface
      flush
      title={say('forecast.months')}
      subtitle={say('forecast.monthsNote')}
    >
      {view.months.length === 0 ? (
        <p className={parts.none}>{say('forecast.noMonths')}</p>
      ) : (
        <DataTable
          label={say('forecast.months')}
          rows={view.months}
          rowId={({ month }) => month}
          count={false}
          columns={[
            {
              id: 'month',
              header: say('forecast.month'),
              cell: ({ month }) => say.month(month),
            },
            {
              id: 'total',
              header: say('forecast.total'),
              align: 'end',
              phone: 'figure',
              cell: ({ total }) => said(total),
            },
            {
              id: 'low',
              header: say('forecast.low'),
              align: 'end',
              cell: ({ low }) => said(low),
            },
            {
              id: 'high',
              header: say('forecast.high'),
              align: 'end',
              cell: ({ high }) => said(high),
            },
          ]}
        />
      )}
    </Surface>
  );
}

/** Forecasts of earlier months as they stood, against what came. */
export function KeptCard({ view }: { view: ForecastsView }) {
  const say = useSay();
  const said = (amount: string) =>
    say.money(amount, view.strip.currency, { digits: 'whole' });
  return (
    <Surface
      flush
      title={say('forecast.kept')}
      subtitle={say('forecast.keptNote')}
    >
      {view.kept.length === 0 ? (
        <p className={parts.none}>{say('forecast.noKept')}</p>
      ) : (
        <DataTable
          label={say('forecast.kept')}
          rows={view.kept}
          rowId={({ month }) => month}
          count={false}
          columns={[
            {
              id: 'month',
              header: say('forecast.month'),
              cell: ({ month }) => say.month(month),
            },
            {
              id: 'foreseen',
              header: say('forecast.foreseen'),
              align: 'end',
              cell: ({ foreseen }) => said(foreseen),
            },
            {
              id: 'came',
              header: say('forecast.came'),
              align: 'end',
              cell: ({ actual }) => said(actual),
            },
            {
              id: 'off',
              header: say('forecast.off'),
              align: 'end',
              phone: 'figure',
              cell: ({ error }) => say.change(error),
              sortValue: ({ error }) => error,
            },
          ]}
        />
      )}
    </Surface>
  );
}
