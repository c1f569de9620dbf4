import { Intent } from '@textloom/ui';
import { ExploreQuery, ExploreView } from '@textloom/plugin-costs-common';
import { Say } from '../text/say';
import { changeOf, minus, signOf, sizeOf } from './amounts';
import { valueName } from './dimensions';
import { CostVerdict } from './overview';
import { lastBilled } from './spans';
import { honest } from './strip';

/** More than this is worth a second look. */
const MUCH = 0.05;

/** The row that changed most against the days before, whichever way. */
export function mostChanged(
  rows: ExploreView['rows'],
): { keys: string[]; by: string } | undefined {
  return rows
    .flatMap(({ keys, cost, previous }) =>
      previous === undefined ? [] : [{ keys, by: minus(cost, previous) }],
    )
    .sort((a, b) => signOf(minus(sizeOf(b.by), sizeOf(a.by))))
    .find(({ by }) => signOf(by) !== 0);
}

function intentOf(change: number | undefined): Intent {
  if (change === undefined) return 'unknown';
  return change > MUCH ? 'caution' : 'positive';
}

/** What these days cost, how that compares, and what changed most. */
export function exploreVerdict(
  view: ExploreView,
  asked: ExploreQuery,
  say: Say,
): CostVerdict {
  const { sum, previousSum, strip, names, rows } = view;
  const change =
    previousSum === undefined ? undefined : changeOf(sum, previousSum);
  const params = {
    range: say.range(asked.from, lastBilled(asked, strip.billedTo)),
    amount: say.money(sum, strip.currency),
    change: say.change(change),
  };
  const most = mostChanged(rows);
  return {
    intent: honest(intentOf(change), strip),
    sentence: say(
      change === undefined ? 'explore.verdictAlone' : 'explore.verdict',
      params,
    ),
    detail:
      most &&
      say('explore.mostChanged', {
        name: asked.groupBy
          .map((dimension, index) =>
            valueName(dimension, most.keys[index] ?? '', names, say),
          )
          .join(' · '),
        amount: say.money(most.by, strip.currency, { sign: true }),
      }),
  };
}
