import { HOUR, MINUTE } from '@textloom/kernel';
import { pick } from './expect';
import { Command, Simulation } from './simulate';
import { PERSONS } from './world';

const MOVES = [['a'], ['b'], ['c'], ['a', 'c'], undefined] as const;

/** Changes what is around the proposal; the proposal is not told. */
export function changeWorld({ world }: Simulation, command: Command): void {
  const { kind, a, b } = command;
  switch (kind) {
    case 'tick':
      world.now += [MINUTE, 6 * MINUTE, 6 * MINUTE, HOUR, 13 * HOUR][a % 5];
      world.gate = b % 2 ? { ...world.gate, at: world.now } : world.gate;
      break;
    case 'people':
      world.groups[a % PERSONS] = pick(MOVES, b);
      break;
    case 'gate':
      world.gate = {
        at: world.now,
        status: pick(['passed', 'passed', 'passed', 'failed', 'unknown'], a),
      };
      break;
    case 'freeze':
      world.freeze =
        a % 3 ? undefined : { from: world.now, to: world.now + HOUR };
      break;
    case 'runs':
      world.runs = pick(
        ['baseline', 'baseline', 'baseline', 'other', 'unknown'],
        a,
      );
      break;
    case 'busy':
      world.busy = a % 4 === 0;
      break;
    case 'staging':
      world.stagingSince =
        a % 4 === 0 ? undefined : world.now - (b % 3 === 0 ? 0 : HOUR);
      break;
    case 'newer':
      world.newer = a % 4 === 0;
      break;
    case 'incident':
      world.incident = a % 3 !== 0;
      world.debtOverdue = b % 3 === 0;
      break;
    default:
      throw new Error(`Nobody does ${kind}`);
  }
}
