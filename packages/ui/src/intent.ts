import {
  RemixiconComponentType,
  RiCalendarLine,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiForbid2Line,
  RiHistoryLine,
  RiHourglassLine,
  RiIndeterminateCircleLine,
  RiLoader4Line,
  RiQuestionLine,
} from '@remixicon/react';

/**
 * What a state means to the reader. Failed (a no) is `critical`, errored (a breakage) is `invalid`;
 * what is not known is `unknown`, never `positive`.
 */
export type Intent =
  | 'positive'
  | 'caution'
  | 'critical'
  | 'active'
  | 'waiting'
  | 'invalid'
  | 'stale'
  | 'unknown'
  | 'planned'
  | 'ended';

/** The icon of each intent; shape and word carry the state where colour cannot. */
export const intentIcons: Record<Intent, RemixiconComponentType> = {
  positive: RiCheckboxCircleFill,
  caution: RiErrorWarningFill,
  critical: RiCloseCircleFill,
  active: RiLoader4Line,
  waiting: RiHourglassLine,
  invalid: RiForbid2Line,
  stale: RiHistoryLine,
  unknown: RiQuestionLine,
  planned: RiCalendarLine,
  ended: RiIndeterminateCircleLine,
};
