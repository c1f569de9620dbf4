/** The subject of a sample: the first of the labels that is set; a port at its end says nothing. */
export function subjectOf(
  labels: Readonly<Record<string, string>>,
  by: readonly string[] | undefined,
): string {
  const found = by?.map(label => labels[label]).find(Boolean) ?? '';
  return found.replace(/:\d{1,5}$/, '');
}
