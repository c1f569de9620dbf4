const SPECIAL = /[",\r\n]/;

const cell = (value: string | number | undefined) => {
  const text = `${value ?? ''}`;
  return SPECIAL.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

/** First line of a file of comma-separated values. */
export function headerOf(columns: readonly string[]): string {
  return `${columns.join(',')}\n`;
}

/** Further lines of it (RFC 4180, but ended by LF as AWS ends them); an absent value is empty. */
export function linesOf<C extends string>(
  columns: readonly C[],
  rows: readonly Partial<Record<C, string | number>>[],
): string {
  return rows
    .map(row => `${columns.map(name => cell(row[name])).join(',')}\n`)
    .join('');
}
