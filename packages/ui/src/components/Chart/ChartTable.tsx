import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NO_VALUE } from '../../format/quantity';
import { uiTranslationRef } from '../../i18n/translation';
import { DataTable } from '../DataTable/DataTable';
import { Clock } from '../Since/Clock';
import { Sample, valueAt } from './chartData';

interface ChartTableProps {
  label: string;
  lines: { id: string; label: string; samples: Sample[] }[];
  times: number[];
  format: (value: number) => string;
}

/** The rows behind a chart, newest first. */
export function ChartTable({ label, lines, times, format }: ChartTableProps) {
  const { t } = useTranslationRef(uiTranslationRef);
  return (
    <DataTable
      label={label}
      columns={[
        {
          id: 'at',
          header: t('chart.time'),
          cell: (at: number) => <Clock at={new Date(at).toISOString()} day />,
          sortValue: (at: number) => at,
        },
        ...lines.map(line => ({
          id: line.id,
          header: line.label,
          align: 'end' as const,
          cell: (at: number) => {
            const value = valueAt(line.samples, at);
            return value === undefined ? NO_VALUE : format(value);
          },
          sortValue: (at: number) => valueAt(line.samples, at),
        })),
      ]}
      rows={[...times].reverse()}
      rowId={String}
    />
  );
}
