import { Exposure } from './heartbeat';
import { Schedule } from './plan';
import { overdueLimits } from './schedule';
import { Priority } from './store';
import { DrillSummary, Overdue } from './views';

/** What decides whether a plan is overdue. Times in milliseconds since the epoch. */
export interface OverdueFacts {
  now: number;
  schedule: Schedule;
  /** Since when there has been this plan. */
  knownSince: number;
  /** The newest drill with a verdict on the store: a control that was found is none, see `hasVerdict`. */
  last?: DrillSummary;
  /** The newest drill that has proven the restore, see `isProof`. */
  lastProven?: DrillSummary;
  exposure?: Exposure;
  /** Of the plan's target, in milliseconds. */
  rpoMs?: number;
}

const ORDER: readonly Priority[] = ['P0', 'P1', 'P2'];

/**
 * The most serious alarm of a plan; undefined when all is well. By facts of the store alone, so that it does not depend
 * on whatever starts drills.
 *
 * P0: the last drill failed, and nothing is proven for a serious time (acknowledged or not). P1: the last drill failed
 * and nobody has acknowledged it; nothing is proven for a serious time; more would be lost now than the target allows.
 * P2: nothing is proven for longer than the schedule allows.
 */
export function overdueOf(facts: OverdueFacts): Overdue | undefined {
  const alarms = [failed(facts), exposed(facts), unproven(facts)].flatMap(
    alarm => alarm ?? [],
  );
  return alarms.reduce<Overdue | undefined>(
    (worst, alarm) =>
      worst && ORDER.indexOf(worst.priority) <= ORDER.indexOf(alarm.priority)
        ? worst
        : alarm,
    undefined,
  );
}

function failed(facts: OverdueFacts): Overdue | undefined {
  const { last } = facts;
  if (last?.outcome?.kind !== 'verdict') {
    return undefined;
  }
  const { verdict } = last.outcome;
  const bad = verdict === 'FAIL' || verdict === 'INVALID';
  const serious = unprovenMs(facts) > overdueLimits(facts.schedule).seriousMs;
  return bad && (serious || !last.acknowledged)
    ? {
        priority: serious ? 'P0' : 'P1',
        reason: 'failed',
        since: last.endedAt ?? last.queuedAt,
      }
    : undefined;
}

function exposed({ exposure, rpoMs }: OverdueFacts): Overdue | undefined {
  return exposure && rpoMs !== undefined && exposure.ms > rpoMs
    ? {
        priority: 'P1',
        reason: 'exposed',
        since: exposure.at - (exposure.ms - rpoMs),
      }
    : undefined;
}

function unproven(facts: OverdueFacts): Overdue | undefined {
  const { lateMs, seriousMs } = overdueLimits(facts.schedule);
  const ms = unprovenMs(facts);
  return ms > lateMs
    ? {
        priority: ms > seriousMs ? 'P1' : 'P2',
        reason: facts.lastProven ? 'too-long' : 'never',
        since: facts.now - ms + lateMs,
      }
    : undefined;
}

function unprovenMs({ now, lastProven, knownSince }: OverdueFacts): number {
  return now - (lastProven?.endedAt ?? knownSince);
}
