/**
 * Cuts a name in its middle, so that both what it is and which one it is stay readable:
 * `ip-10-20…internal`.
 *
 * @param max - Most characters of the result, the ellipsis included; at least 3.
 */
export function middleCut(text: string, max: number): string {
  const glyphs = Array.from(text);
  const room = Math.max(3, max);
  if (glyphs.length <= room) return text;
  const head = Math.ceil((room - 1) / 2);
  const tail = room - 1 - head;
  return `${glyphs.slice(0, head).join('')}…${glyphs
    .slice(glyphs.length - tail)
    .join('')}`;
}
