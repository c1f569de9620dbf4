import { Intent } from '@textloom/ui';
import {
  CostFilters,
  Dimension,
  DIMENSIONS,
  Names,
  UnitCost,
  UnitsView,
} from '@textloom/plugin-costs-common';
import { nameIn } from '../text/names';
import { Say } from '../text/say';
import { changeOf } from './amounts';
import { unitLabel } from './overview';

/** More than this is worth a second look, as in all tables of changes. */
const MUCH = 0.05;

type Point = UnitCost['points'][number] & { unitCost: string };

/** Months that have a unit cost, oldest first. */
export function knownPoints({ points }: UnitCost): Point[] {
  return points.filter((point): point is Point => point.unitCost !== undefined);
}

function sentenceOf(unit: UnitCost, currency: string, say: Say) {
  const [now, before] = knownPoints(unit).reverse() as (Point | undefined)[];
  const name = unitLabel(unit, say);
  if (!now) {
    return { text: say('units.unknown', { unit: name }), change: undefined };
  }
  const params = {
    unit: name,
    cost: say.money(now.unitCost, currency, { digits: 'unit' }),
    month: say.month(now.month),
  };
  const change = changeOf(now.unitCost, before?.unitCost);
  return {
    text:
      before && change !== undefined
        ? say('units.change', {
            ...params,
            change: say.change(change),
            before: say.monthName(before.month),
          })
        : say('units.was', params),
    change,
    isKnown: true,
  };
}

/** The page in a sentence per unit: what it costs, and how much more than the month before. */
export function unitsVerdict(
  { units, strip }: UnitsView,
  say: Say,
): { intent: Intent; sentence: string; detail?: string } {
  const said = units.map(unit => sentenceOf(unit, strip.currency, say));
  const [first, ...rest] = said;
  if (!first) {
    const all = strip.scope === 'all';
    return {
      intent: 'unknown',
      sentence: say(all ? 'units.none' : 'units.noneOwn'),
      detail: say(all ? 'units.noneMore' : 'units.noneOwnMore'),
    };
  }
  const intentOf = (): Intent => {
    if (said.some(({ change = 0 }) => change > MUCH)) return 'caution';
    return said.every(({ isKnown }) => isKnown) ? 'positive' : 'unknown';
  };
  return {
    intent: intentOf(),
    sentence: first.text,
    detail:
      rest.length > 0 ? say.sentences(rest.map(({ text }) => text)) : undefined,
  };
}

const isDimension = (name: string): name is Dimension =>
  DIMENSIONS.some(each => each === name);

/** What is in the numerator, in words. */
export function basisWords(
  { basis }: Pick<UnitCost, 'basis'>,
  names: Names,
  say: Say,
): string {
  const told = basis.filter(({ values }) => values.length > 0);
  const what =
    told.length === 0
      ? say('units.allCosts')
      : told
          .map(({ dimension, values }) =>
            say('units.basisPart', {
              dimension: isDimension(dimension)
                ? say(`dimension.${dimension}`)
                : dimension,
              values: say.names(values.map(each => nameIn(names, each))),
            }),
          )
          .join(' · ');
  return say('units.basis', { what });
}

/** The numerator as Explore filters it. */
export function basisFilter({ basis }: Pick<UnitCost, 'basis'>): CostFilters {
  return Object.fromEntries(
    basis
      .filter(
        ({ dimension, values }) => isDimension(dimension) && values.length,
      )
      .map(({ dimension, values }) => [dimension, values]),
  );
}
