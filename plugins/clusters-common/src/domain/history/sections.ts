import { HealthSpan } from '../operationsViews';
import { Piece } from './tally';

/** A piece of time with what made it so. */
export interface Section extends Piece {
  rules: HealthSpan['rules'];
  /** It lasts still. */
  open?: boolean;
}

/** Cuts to the range, lets a later one end the one before it, and fills what is left with gaps. */
export function fill(
  sections: readonly Section[],
  from: number,
  to: number,
): Section[] {
  const filled: Section[] = [];
  let at = from;
  const gapUntil = (end: number) => {
    if (end > at) {
      filled.push({ state: 'gap', from: at, to: end, rules: [] });
      at = end;
    }
  };
  sections.forEach((section, index) => {
    const next = sections[index + 1]?.from ?? Infinity;
    const begin = Math.max(section.from, at);
    const end = Math.min(section.to, next, to);
    if (end > begin) {
      gapUntil(begin);
      const open = section.open && end === section.to;
      filled.push({ ...section, from: begin, to: end, open });
      at = end;
    }
  });
  gapUntil(to);
  return filled;
}
