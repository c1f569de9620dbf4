/** A plain number: never taken for a formula, so it needs no apostrophe. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** What spreadsheets take for the start of a formula, also in full width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const QUOTED = /[",\r\n]/;

/**
 * Text of a CSV file as RFC 4180 has it: CRLF after each line, quotes where needed. It is safe to open in a spreadsheet: a
 * value that would be taken for a formula gets a leading apostrophe (OWASP, "CSV Injection"); plain numbers stay.
 */
export function csvOf(
  header: readonly string[],
  rows: Iterable<readonly string[]>,
): string {
  const lines = [line(header)];
  for (const row of rows) lines.push(line(row));
  return lines.join('');
}

function line(values: readonly string[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: string): string {
  const safe = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
