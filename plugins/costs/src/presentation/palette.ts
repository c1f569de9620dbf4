import { BarSeries } from '@textloom/ui';
import { SeriesView } from '@textloom/plugin-costs-common';
import { byAmount, sumOf } from './amounts';

/** Slots of the palette; the last is always "other". */
const SLOTS = 8;

/** Ids that have a place of their own on all pages. */
const FIXED: Readonly<Record<string, number>> = {
  'render-compute': 1,
  'api-web-compute': 2,
  'databases-cache': 3,
  storage: 4,
  'cdn-network': 5,
  'idle-unused': 6,
  'shared-mesh-untagged': 7,
  'third-party': 8,
  other: 8,
  prod: 1,
  staging: 2,
  test: 3,
  dev: 4,
  Standard: 1,
  Committed: 2,
  Dynamic: 3,
  '': 8,
};

/** A slot that depends on the id alone, by the sum of its characters (FNV-1a). */
function slotOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return (hash % (SLOTS - 1)) + 1;
}

/** Colours by id, not by rank: two ids differ, and an id keeps its own as far as the others allow. */
export function coloursOf(ids: readonly string[]): Map<string, number> {
  const fixed = ids.filter(id => Object.hasOwn(FIXED, id));
  const colours = new Map(fixed.map(id => [id, FIXED[id]]));
  const taken = new Set(colours.values());
  // In the order of their names, so that who comes first does not depend on amounts.
  for (const id of ids.filter(each => !colours.has(each)).sort()) {
    let slot = slotOf(id);
    for (let tries = 1; taken.has(slot) && tries < SLOTS; tries++) {
      slot = tries === SLOTS - 1 ? SLOTS : (slot % (SLOTS - 1)) + 1;
    }
    taken.add(slot);
    colours.set(id, slot);
  }
  return colours;
}

/** Key of what the server, or the chart, sums as the rest; no dimension has such a value. */
export const REST = '*';

/**
 * Series to draw, in the order they came: at most eight. What has the colour of "other" by itself, the rest that the
 * server summed, and what is more than there are colours, become one when there is more than one of them.
 */
export function stackOf(
  { series }: Pick<SeriesView, 'series'>,
  labelOf: (key: string) => string,
): BarSeries[] {
  const isSlate = ({ key }: { key: string }) =>
    key === REST || FIXED[key] === SLOTS;
  const folded = series.length > SLOTS || series.filter(isSlate).length > 1;
  const own = new Set(
    (folded
      ? series
          .filter(each => !isSlate(each))
          .sort((a, b) => byAmount(a.total, b.total))
          .slice(0, SLOTS - 1)
      : series
    ).map(({ key }) => key),
  );
  const rest = series.filter(({ key }) => !own.has(key));
  const colours = coloursOf([...own]);
  return [
    ...series
      .filter(({ key }) => own.has(key))
      .map(({ key, values }) => ({
        id: key,
        label: labelOf(key),
        colour: key === REST ? SLOTS : colours.get(key) ?? SLOTS,
        values,
      })),
    ...(rest.length > 0
      ? [
          {
            id: REST,
            label: labelOf(REST),
            colour: SLOTS,
            values: rest[0].values.map((_, index) =>
              sumOf(rest.map(({ values }) => values[index])),
            ),
          },
        ]
      : []),
  ];
}
