import type { BenchResult } from './result.ts';

/** At most three significant digits, without an exponent. */
export function formatFigure(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(
    0,
    2 - Math.floor(Math.log10(Math.abs(value)) + Number.EPSILON),
  );
  return value.toLocaleString('en-US', {
    maximumFractionDigits: Math.min(digits, 4),
    useGrouping: true,
  });
}

/** The results as a table of text. */
export function renderTable(results: readonly BenchResult[]): string {
  const rows = [
    ['', 'ours', 'peer', '', 'ratio', 'target', 'met'],
    ...results.map(result => [
      result.name,
      `${formatFigure(result.ours)} ${result.unit}`,
      `${formatFigure(result.peer)} ${result.unit}`,
      result.peerName,
      result.ratio === undefined ? '–' : `${formatFigure(result.ratio)}×`,
      result.target,
      result.met ? 'yes' : 'NO',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
