import { CommandContext, LiveFigures } from './context';
import { ExposureStep } from './exposure';
import { Proposal } from './proposal';
import { Reason } from './reasons';

/** What is asked of the guards of a step. */
export interface StepInput {
  /** Index of the exposure step; 0 starts the execution. */
  step: number;
  /** Fencing token of the environment's lock. */
  token: number;
  /** Figures of the new version, where it has traffic already; a step begins only when they are within the limits. */
  figures?: LiveFigures;
}

/** A guard of a step: reasons why it may not begin, none when it may. */
export type StepGuard = (
  proposal: Proposal,
  input: StepInput,
  ctx: CommandContext,
  exposure: ExposureStep,
) => Reason[];
