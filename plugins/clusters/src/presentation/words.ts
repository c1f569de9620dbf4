/** Whether every word of a filter occurs in a text, in any case; a filter without words lets all pass. */
export function holdsWords(text: string, filter: string): boolean {
  const held = text.toLocaleLowerCase();
  return filter
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => held.includes(word));
}
