import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { uiTranslationRef } from '../../i18n/translation';
import { NO_VALUE } from '../../format/quantity';
import { DataTable } from '../DataTable/DataTable';
import { BarBucket, BarForecast, BarSeries, totalOf } from './barData';

interface BarTableProps {
  label: string;
  /** Head of the first column: what a bar is. */
  bucketLabel: string;
  buckets: BarBucket[];
  series: BarSeries[];
  forecast: (BarForecast | undefined)[];
  format: (value: string) => string;
}

/** The sum of a bar, or what it is foreseen to be with its range. */
function Total(props: {
  sum: string;
  ahead?: { amount: string; range: string };
}) {
  const { sum, ahead } = props;
  return ahead ? (
    <>
      {ahead.amount} <span className="tl-bars__range">{ahead.range}</span>
    </>
  ) : (
    <>{sum}</>
  );
}

/** The rows behind the bars, newest first; what is foreseen is named so. */
export function BarTable(props: BarTableProps) {
  const { label, bucketLabel, buckets, series, forecast, format } = props;
  const { t } = useTranslationRef(uiTranslationRef);
  const say = (value: string | undefined) =>
    value === undefined ? NO_VALUE : format(value);
  const sums = buckets.map((_, index) =>
    totalOf(series.map(({ values }) => values[index])),
  );
  const ahead = (index: number) => {
    const entry = forecast[index];
    return (
      entry && {
        amount: format(entry.amount),
        range: t('bars.range', {
          low: format(entry.low),
          high: format(entry.high),
        }),
      }
    );
  };
  return (
    <DataTable
      label={label}
      rows={buckets.map((_, index) => index).reverse()}
      rowId={index => buckets[index].id}
      columns={[
        {
          id: 'bucket',
          header: bucketLabel,
          cell: index => buckets[index].label,
          sortValue: index => buckets[index].id,
        },
        {
          id: 'total',
          header: t('bars.total'),
          align: 'end' as const,
          phone: 'figure' as const,
          cell: index => <Total sum={say(sums[index])} ahead={ahead(index)} />,
          sortValue: index => Number(forecast[index]?.amount ?? sums[index]),
        },
        ...series.map(({ id, label: header, values }) => ({
          id,
          header,
          align: 'end' as const,
          cell: (index: number) => say(values[index]),
          sortValue: (index: number) => Number(values[index] ?? NaN),
        })),
      ]}
    />
  );
}
