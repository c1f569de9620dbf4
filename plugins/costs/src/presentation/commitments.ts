import { BarSeries, Figure, Intent } from '@textloom/ui';
import {
  CommitmentStatus,
  CommitmentsView,
  daysBetween,
} from '@textloom/plugin-costs-common';
import { datedDay } from '../text/calendar';
import { Say } from '../text/say';
import { ratioOf, signOf, sizeOf, sumOf } from './amounts';
import { coloursOf } from './palette';

/** Below this share of use a commitment is worth a look: our judgement; AWS says nothing of it. */
const WELL_USED = 0.9;
/** Days before its end from which a commitment is told of. */
const ENDS_SOON_DAYS = 60;

const PRICING = ['Standard', 'Committed', 'Dynamic'] as const;

/** What all commitments of the month come to. */
export function commitmentSums(commitments: readonly CommitmentStatus[]) {
  const used = sumOf(commitments.map(each => each.used));
  const unused = sumOf(commitments.map(each => each.unused));
  const whole = sumOf([used, unused]);
  return {
    used,
    unused,
    whole,
    saving: sumOf(commitments.map(({ saving }) => saving)),
    utilisation: ratioOf(used, whole),
  };
}

/** Commitments that end soon, the next first. */
export function endingSoon(
  commitments: readonly CommitmentStatus[],
  today: string,
): (CommitmentStatus & { expiresOn: string })[] {
  return commitments
    .filter((each): each is CommitmentStatus & { expiresOn: string } => {
      const days = each.expiresOn && daysBetween(today, each.expiresOn);
      return typeof days === 'number' && days >= 0 && days <= ENDS_SOON_DAYS;
    })
    .sort((a, b) => daysBetween(b.expiresOn, a.expiresOn));
}

/** The page in one sentence: how much was used, what was paid for nothing, what ends soon. */
export function commitmentsVerdict(
  view: CommitmentsView,
  say: Say,
): { intent: Intent; sentence: string; detail: string } {
  const { commitments, strip } = view;
  const month = say.month(view.month);
  if (strip.scope === 'own') {
    return {
      intent: 'unknown',
      sentence: say('commitments.own'),
      detail: say('commitments.ownMore'),
    };
  }
  const { unused, saving, utilisation } = commitmentSums(commitments);
  if (utilisation === undefined) {
    return {
      intent: 'unknown',
      sentence: say('commitments.none', { month }),
      detail: say('commitments.noneMore'),
    };
  }
  const said = (amount: string) => say.money(sizeOf(amount), strip.currency);
  const ending = endingSoon(
    commitments,
    new Date(say.now).toISOString().slice(0, 10),
  );
  return {
    intent:
      utilisation < WELL_USED || signOf(saving) < 0 || ending.length > 0
        ? 'caution'
        : 'positive',
    sentence:
      signOf(unused) === 0
        ? say('commitments.full', { month })
        : say('commitments.verdict', {
            month,
            used: say.percent(utilisation),
            amount: said(unused),
          }),
    detail: say.sentences([
      say(signOf(saving) < 0 ? 'commitments.lost' : 'commitments.saved', {
        amount: said(saving),
      }),
      ...ending.map(({ name, expiresOn }) =>
        say('commitments.expires', { name, day: datedDay(expiresOn, say) }),
      ),
    ]),
  };
}

/** Headline figures of the month. */
export function commitmentFigures(view: CommitmentsView, say: Say): Figure[] {
  const { commitments, coverage, strip, month } = view;
  const sums = commitmentSums(commitments);
  const said = (amount: string) => say.money(amount, strip.currency);
  const covered = coverage.find(each => each.month === month)?.coverage;
  return [
    {
      id: 'utilisation',
      label: say('commitments.utilisation'),
      value: say.percent(sums.utilisation),
      note: say('commitments.utilisationNote', {
        used: said(sums.used),
        whole: said(sums.whole),
      }),
    },
    {
      id: 'unused',
      label: say('commitments.unused'),
      value: said(sums.unused),
      note: say('commitments.unusedNote'),
    },
    {
      id: 'saving',
      label: say('commitments.saving'),
      value: said(sums.saving),
      note: say('commitments.savingNote'),
    },
    {
      id: 'coverage',
      label: say('commitments.coverage'),
      value: covered === undefined ? undefined : say.percent(covered),
      note: say('commitments.coverageNote'),
    },
  ];
}

/** Cost at list prices by how it was priced, month by month. */
export function coverageSeries(
  coverage: CommitmentsView['coverage'],
  say: Say,
): BarSeries[] {
  const colours = coloursOf(PRICING);
  const values = {
    Standard: coverage.map(({ standard }) => standard),
    Committed: coverage.map(({ committed }) => committed),
    Dynamic: coverage.map(({ spot }) => spot),
  };
  return PRICING.map(id => ({
    id,
    label: say(`commitments.pricing.${id}`),
    colour: colours.get(id) ?? 8,
    values: values[id],
  }));
}

/** Kind of a commitment; one that the bill names in other words stays so. */
export function commitmentType({ type }: CommitmentStatus, say: Say): string {
  if (type === 'Savings Plan') return say('commitments.types.savingsPlan');
  return type === 'Reserved Instance'
    ? say('commitments.types.reservedInstance')
    : type;
}
