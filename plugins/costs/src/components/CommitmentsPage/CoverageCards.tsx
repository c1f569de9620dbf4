import { DataTable, ShareBar, StackedBars, Surface } from '@textloom/ui';
import { CommitmentsView } from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import { bucketsOf, seriesCsv } from '../../presentation/chart';
import { coverageSeries } from '../../presentation/commitments';
import { saveCsv } from '../../text/saveFile';
import parts from '../Parts/Parts.module.css';

/** What could be committed, month by month, by how it was priced. */
export function PricingChart({ view }: { view: CommitmentsView }) {
  const say = useSay();
  const { coverage, strip, month } = view;
  const months = coverage.map(each => each.month);
  const series = coverageSeries(coverage, say);
  const last = coverage[coverage.length - 1];
  const said = (amount: string) =>
    say.money(amount, strip.currency, { digits: 'whole' });
  return (
    <Surface
      title={say('commitments.chart')}
      subtitle={say('commitments.chartNote')}
    >
      <StackedBars
        label={
          last
            ? say('commitments.chartLabel', {
                count: months.length,
                coverage: say.percent(last.coverage),
                month: say.month(last.month),
              })
            : say('commitments.chartNone')
        }
        bucketLabel={say('commitments.month')}
        buckets={bucketsOf(months, [], say)}
        series={series}
        format={said}
        formatAxis={value => said(String(value))}
        onSave={() =>
          saveCsv(
            `pricing-${month}.csv`,
            seriesCsv(say('commitments.month'), months, series),
          )
        }
      />
    </Surface>
  );
}

/** How much of what could be committed was, month by month. */
export function CoverageCard({ view }: { view: CommitmentsView }) {
  const say = useSay();
  const { coverage } = view;
  return (
    <Surface
      flush
      title={say('commitments.coverageTitle')}
      subtitle={say('commitments.coverageTitleNote')}
    >
      {coverage.length === 0 ? (
        <p className={parts.none}>{say('commitments.nothing')}</p>
      ) : (
        <DataTable
          label={say('commitments.coverageTitle')}
          rows={[...coverage].reverse()}
          rowId={each => each.month}
          count={false}
          columns={[
            {
              id: 'month',
              header: say('commitments.month'),
              cell: each => say.month(each.month),
            },
            {
              id: 'coverage',
              header: say('commitments.coverage'),
              align: 'end',
              phone: 'figure',
              cell: each => say.percent(each.coverage),
            },
            {
              id: 'bar',
              header: say('share'),
              width: '40%',
              phone: 'hidden',
              cell: each => <ShareBar share={each.coverage ?? 0} />,
            },
          ]}
        />
      )}
    </Surface>
  );
}
