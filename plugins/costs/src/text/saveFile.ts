/** Long enough for the browser to take the file over. */
const KEPT_MS = 60_000;

/** Hands a text to the browser as a file. A mark at its start tells spreadsheets that it is UTF-8. */
export function saveCsv(name: string, text: string): void {
  const blob = new Blob([`\uFEFF${text}`], { type: 'text/csv;charset=utf-8' });
  const href = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}
