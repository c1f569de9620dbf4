/**
 * What a view says, without the times at which it was said again: two views of the same substance need no signal.
 * Left out are the time of assessment, the age of the sources' last answers and the age of usage figures.
 */
export function substanceOf(view: unknown): string {
  return JSON.stringify(view, function replace(key, value) {
    const volatile =
      key === 'generatedAt' ||
      key === 'usedAt' ||
      (key === 'at' && ('source' in this || 'state' in this));
    return volatile ? undefined : value;
  });
}
