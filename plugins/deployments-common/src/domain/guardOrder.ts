import { peopleIndex } from './directory';
import { because } from './refuse';
import { hasNotBegun } from './states';
import { StepGuard } from './stepGuard';

/** The state permits it: waiting for the first step, executing for the others. */
const state: StepGuard = (proposal, { step }) => {
  const permitted =
    step === 0
      ? hasNotBegun(proposal.state) && proposal.state !== 'Blocked'
      : proposal.state === 'Executing';
  return permitted ? [] : [because('wrong-state', { state: proposal.state })];
};

/** Steps come one after the other, each after the one before was reached. A step that was intended may be asked again. */
const order: StepGuard = ({ execution }, { step }) => {
  if (!execution) {
    return step === 0 ? [] : [because('wrong-step', { step, expected: 0 })];
  }
  const reached = execution.heldSince !== undefined;
  const expected = reached ? execution.step + 1 : execution.step;
  return step === expected && step > 0
    ? []
    : [because('wrong-step', { step, expected })];
};

/** S12: who holds an old fencing token changes nothing. */
const token: StepGuard = ({ execution }, input) => {
  const current = execution?.token ?? 0;
  return input.token >= current
    ? []
    : [because('stale-token', { given: input.token, current })];
};

/** S12: one execution per service and environment. */
const lock: StepGuard = ({ environment }, _, { around }) =>
  around.busyWith === undefined
    ? []
    : [because('environment-busy', { environment, proposal: around.busyWith })];

/** Somebody holds it where it is. */
const paused: StepGuard = ({ execution }, _, ctx) => {
  const by = execution?.pausedBy;
  return by === undefined
    ? []
    : [
        because('paused', {
          person: peopleIndex(ctx.people).find(by)?.name ?? by,
        }),
      ];
};

/** Guards of the order of things. */
export const orderGuards = { state, order, token, lock, paused };
