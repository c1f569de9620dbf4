import { own } from '@textloom/kernel';
import { NodeFacts, Taint } from '../facts';
import { untolerated } from '../headroom/eligibility';
import { DEFAULT_GROUP_LABELS, KEPT_LABELS } from '../labels';
import { NodeCase } from '../nodeCase';
import { Placement } from '../workloadFacts';

/** Whether a placement may use a node, as far as the facts tell. */
export interface Eligibility {
  /** `unknown`: a label that it selects by is not among those that are kept of nodes. */
  selector: 'match' | 'mismatch' | 'unknown';
  /** The label that does not match, as `key=value`. */
  missing?: string;
  /** The first taint that is not tolerated. */
  taint?: Taint;
}

const KNOWN: ReadonlySet<string> = new Set([
  ...KEPT_LABELS,
  ...DEFAULT_GROUP_LABELS,
]);

/** Labels that are kept of these nodes, so that their absence means something. */
export function knownLabels(cases: readonly NodeCase[]): ReadonlySet<string> {
  const known = new Set(KNOWN);
  for (const { node } of cases) {
    Object.keys(node.labels).forEach(key => known.add(key));
  }
  return known;
}

/** Judges a node by node selector and taints; affinity is not modelled. */
export function eligibility(
  placement: Placement,
  node: NodeFacts,
  known: ReadonlySet<string>,
): Eligibility {
  const taint = untolerated(node.taints, placement.tolerations);
  return {
    ...selectorOf(placement, node, known),
    ...(taint && { taint }),
  };
}

function selectorOf(
  { nodeSelector }: Placement,
  node: NodeFacts,
  known: ReadonlySet<string>,
): Pick<Eligibility, 'selector' | 'missing'> {
  let selector: Eligibility['selector'] = 'match';
  for (const [key, value] of Object.entries(nodeSelector)) {
    const actual =
      own(node.labels, key) ??
      (key === 'kubernetes.io/hostname' ? node.name : undefined);
    if (actual === undefined && !known.has(key)) {
      selector = 'unknown';
    } else if (actual !== value) {
      return { selector: 'mismatch', missing: `${key}=${value}` };
    }
  }
  return { selector };
}
