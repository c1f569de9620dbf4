import { StrategyPolicy } from '../domain/policy';
import { FileNode, PolicyReader } from './PolicyReader';
import { duration, optionalDuration } from './readGates';
import { percent } from './units';

const KINDS = ['rolling', 'blue-green', 'canary'] as const;

/** How traffic moves: `rolling`, or a mapping with its kind. */
export function readStrategy(
  node: FileNode,
  reader: PolicyReader,
): StrategyPolicy {
  const rolling: StrategyPolicy = { kind: 'rolling' };
  if (node === undefined || reader.scalar(node) === 'rolling') {
    return rolling;
  }
  const fields = reader.fields(node, 'strategy', ['kind', 'soak', 'steps']);
  const kind =
    fields && reader.choice(fields.get('kind') ?? fields.node, 'kind', KINDS);
  if (!fields || !kind) {
    return rolling;
  }
  const foreign = {
    rolling: ['soak', 'steps'],
    'blue-green': ['steps'],
    canary: ['soak'],
  }[kind].find(key => fields.get(key) !== undefined);
  if (foreign) {
    reader.problem(
      fields.get(foreign),
      `A strategy of kind ${kind} has no ${foreign}.`,
    );
  }
  if (kind === 'blue-green') {
    return { kind, soakMs: duration(fields, 'soak', reader) ?? 0 };
  }
  return kind === 'canary'
    ? { kind, steps: readSteps(fields.get('steps') ?? fields.node, reader) }
    : rolling;
}

type Step = { weight: number; soakMs: number };

function readSteps(node: FileNode, reader: PolicyReader): Step[] {
  const steps = reader.list(node, 'steps', item => readStep(item, reader));
  steps.forEach(({ weight }, index) => {
    const before = steps[index - 1]?.weight ?? 0;
    if (weight <= before) {
      reader.problem(
        node,
        `Steps must rise: ${weight} % comes after ${before} %.`,
      );
    }
  });
  const last = steps[steps.length - 1]?.weight;
  if (last !== 100) {
    reader.problem(
      node,
      `The last step must be 100 %, not ${last ?? 'absent'}.`,
    );
  }
  return steps;
}

function readStep(node: FileNode, reader: PolicyReader): Step | undefined {
  const fields = reader.fields(node, 'A step', ['weight', 'soak']);
  const weight =
    fields &&
    reader.converted(
      fields.get('weight') ?? fields.node,
      'weight',
      'a share of traffic from 0 to 100 %',
      percent,
    );
  const soakMs = (fields && optionalDuration(fields, 'soak', reader)) ?? 0;
  return weight === undefined ? undefined : { weight, soakMs };
}
