import { Intent } from '@textloom/ui';
import {
  ContractStatus,
  ContractsView,
  daysBetween,
  NOTICE_REMINDER_DAYS,
} from '@textloom/plugin-costs-common';
import { datedDay } from '../text/calendar';
import { Say } from '../text/say';
import { minus, signOf, sizeOf } from './amounts';

/** Contracts with the nearest date of a decision first; those that ended stand last. */
export function sortedContracts(
  contracts: readonly ContractStatus[],
): ContractStatus[] {
  const rank = ({ state }: ContractStatus) => Number(state === 'ended');
  return [...contracts].sort(
    (a, b) => rank(a) - rank(b) || daysBetween(b.noticeBy, a.noticeBy),
  );
}

function dueSentence(
  { vendor, noticeBy, autoRenews }: ContractStatus,
  say: Say,
): string {
  const today = new Date(say.now).toISOString().slice(0, 10);
  const count = daysBetween(today, noticeBy);
  if (count <= 0) {
    return say(autoRenews ? 'contracts.noticeToday' : 'contracts.endsToday', {
      vendor,
    });
  }
  return say(autoRenews ? 'contracts.noticeIn' : 'contracts.endsIn', {
    vendor,
    count,
    day: datedDay(noticeBy, say),
  });
}

/** Whether a running contract will use more than was committed. */
const overrun = ({ state, projected, committed }: ContractStatus) =>
  state !== 'ended' && signOf(minus(projected, committed)) > 0;

const overrunSentence = (contract: ContractStatus, say: Say) =>
  say('contracts.overrun', {
    vendor: contract.vendor,
    amount: say.money(
      minus(contract.projected, contract.committed),
      contract.currency,
      { digits: 'whole' },
    ),
  });

/** The page in one sentence: what must be decided first, what will be overrun, or when the next date is. */
export function contractsVerdict(
  { contracts, strip }: ContractsView,
  say: Say,
): { intent: Intent; sentence: string; detail: string } {
  if (contracts.length === 0) {
    return {
      intent: 'unknown',
      sentence: say(
        strip.scope === 'all' ? 'contracts.none' : 'contracts.noneOwn',
      ),
      detail: say('contracts.noneMore'),
    };
  }
  const sorted = sortedContracts(contracts);
  const soon = sorted.filter(({ state }) => state === 'notice-soon');
  const over = sorted.filter(overrun).map(each => overrunSentence(each, say));
  const [first] = soon;
  if (first) {
    return {
      intent: 'caution',
      sentence: dueSentence(first, say),
      detail: say.sentences([
        say(first.autoRenews ? 'contracts.renews' : 'contracts.ends'),
        ...(soon.length > 1
          ? [say('contracts.more', { count: soon.length - 1 })]
          : []),
        ...over,
      ]),
    };
  }
  const next = sorted.find(({ state }) => state === 'running');
  const calm = [
    say('contracts.calm', { days: NOTICE_REMINDER_DAYS }),
    ...(next
      ? [
          say('contracts.calmNext', {
            day: datedDay(next.noticeBy, say),
            vendor: next.vendor,
          }),
        ]
      : []),
  ];
  const [sentence, ...rest] = [...over, ...calm];
  return {
    intent: over.length > 0 ? 'caution' : 'positive',
    sentence,
    detail: say.sentences(rest),
  };
}

/** Word and intent of a contract's state. */
export function contractState(
  { state, noticeBy }: ContractStatus,
  say: Say,
): { intent: Intent; word: string } {
  const intents: Record<ContractStatus['state'], Intent> = {
    running: 'positive',
    'notice-soon': 'caution',
    'notice-passed': 'waiting',
    ended: 'ended',
    'not-started': 'planned',
  };
  return {
    intent: intents[state],
    word: say(`contracts.state.${state}`, { day: datedDay(noticeBy, say) }),
  };
}

/** How its use stands against what is committed: by its end as it goes, or as it ended. */
export function usedSentence(contract: ContractStatus, say: Say): string {
  const { state, used, projected, committed, currency, startsOn } = contract;
  if (state === 'not-started') {
    return say('contracts.notStarted', { day: datedDay(startsOn, say) });
  }
  const isOver = state === 'ended';
  const by = minus(isOver ? used : projected, committed);
  const said = (amount: string) =>
    say.money(amount, currency, { digits: 'whole' });
  const params = {
    used: said(used),
    projected: said(projected),
    amount: said(sizeOf(by)),
  };
  const sign = signOf(by);
  if (sign === 0) {
    return say(
      isOver ? 'contracts.wasEqual' : 'contracts.projectedEqual',
      params,
    );
  }
  if (isOver) {
    return say(sign > 0 ? 'contracts.wasOver' : 'contracts.wasUnder', params);
  }
  return say(
    sign > 0 ? 'contracts.projectedOver' : 'contracts.projectedUnder',
    params,
  );
}

/** From when to when, and what happens then. */
export function termFacts(contract: ContractStatus, say: Say): string[] {
  const { startsOn, endsOn, autoRenews, noticeDays, state, noticeBy } =
    contract;
  return [
    say('contracts.term', {
      from: datedDay(startsOn, say),
      to: datedDay(endsOn, say),
    }),
    autoRenews
      ? say('contracts.autoRenews', { count: noticeDays })
      : say('contracts.noRenewal'),
    ...(state === 'notice-passed'
      ? [
          say('contracts.noticeWas', {
            day: datedDay(noticeBy, say),
            end: datedDay(endsOn, say),
          }),
        ]
      : []),
  ];
}

/** Bars are drawn over what is committed, or over what is used when that is more. */
export function burnDown({
  used,
  projected,
  committed,
  elapsed,
}: ContractStatus): { share: number; ahead: number; mark: number } {
  const [spent, end, whole] = [used, projected, committed].map(Number);
  const length = Math.max(spent, end, whole);
  return length > 0
    ? { share: spent / length, ahead: end / length, mark: elapsed }
    : { share: 0, ahead: 0, mark: elapsed };
}
