import { Decimal, decimalOf, formatDecimal } from '@textloom/kernel';
import { multiply, ONE } from '../arithmetic';
import { RecommendationFacts, ResourceUse, WorkloadUse } from './facts';
import { lengthOf, MONTH, percent, perHour, startPerHour } from './arithmetic';
import { Draft } from './draft';

/** Requests are never set below these: 10 m of a core, 20 MiB. */
const FLOOR = { cpu: 0.01, memory: 20 / 1024 };

/** Share of a request that the peak of use is to be, by what the workload is for. */
export const TARGETS = {
  highlyAvailable: 0.5,
  production: 0.65,
  nonProduction: 0.8,
} as const;

/** Peak ÷ target, not below the floor; `1.2` cores of peak at a target of `0.8` ask for `1.5`. */
export function requestFor(
  peak: number,
  target: number,
  floor: number,
): number {
  return Math.max(peak / target, floor);
}

/**
 * Smaller requests: saving = cost of the CPU requests · share of them that is too much, and the same for memory, per
 * month of 730 hours. What is needed is the peak of use ÷ target, with targets of 50, 65 and 80 % for highly available,
 * production and development workloads and floors of 10 m and 20 MiB (Kubecost, "Container Request Right Sizing
 * Recommendation API").
 * The money is only saved once nodes go, which is why the saving is a part of what the pods' requests cost.
 * @param left share of its node group's cost that other recommendations leave, 0…1
 */
export function rightSizeDraft(
  workload: WorkloadUse,
  facts: RecommendationFacts,
  left: Decimal,
): Draft | undefined {
  const days = lengthOf(facts.basis);
  const target = targetOf(workload, facts);
  const cpu = surplusOf(workload.cpu, target, FLOOR.cpu);
  const memory = surplusOf(workload.memory, target, FLOOR.memory);
  if (cpu.share === 0n && memory.share === 0n) {
    return undefined;
  }
  let arithmetic = startPerHour(
    'cpu-request-cost-per-hour',
    workload.cpu.cost,
    days,
    { requested: String(workload.cpu.requested) },
  )
    .multiply('cpu-surplus', percent(cpu.share), 'percent', {
      peak: String(workload.cpu.peak),
      needed: cpu.needed,
      target: String(target * 100),
    })
    .add(
      'memory-surplus-cost-per-hour',
      perHour(multiply(workload.memory.cost, memory.share), days),
      {
        cost: formatDecimal(workload.memory.cost),
        days: String(days),
        requested: String(workload.memory.requested),
        peak: String(workload.memory.peak),
        needed: memory.needed,
        percent: formatDecimal(percent(memory.share)),
      },
    )
    .multiply('hours-a-month', MONTH, 'hours');
  if (left !== ONE) {
    arithmetic = arithmetic.multiply(
      'left-by-others',
      percent(left),
      'percent',
    );
  }
  return {
    kind: 'right-size',
    scope: [workload.component, workload.environment, workload.nodeGroup].join(
      ':',
    ),
    args: {
      component: workload.component,
      environment: workload.environment,
      nodeGroup: workload.nodeGroup,
      cpu: cpu.needed,
      memory: memory.needed,
    },
    owner: workload.owner || facts.platformOwner,
    component: workload.component,
    environment: workload.environment,
    effort: 'low',
    risk: workload.highlyAvailable ? 'medium' : 'low',
    arithmetic: arithmetic.result(),
  };
}

function targetOf(
  { environment, highlyAvailable }: WorkloadUse,
  { nonProduction }: RecommendationFacts,
): number {
  if (nonProduction.includes(environment)) return TARGETS.nonProduction;
  return highlyAvailable ? TARGETS.highlyAvailable : TARGETS.production;
}

/** What is needed, and which share of the request is more than that. */
function surplusOf(
  { requested, peak }: ResourceUse,
  target: number,
  floor: number,
): { needed: string; share: Decimal } {
  const needed = requestFor(peak, target, floor);
  const share = needed < requested ? 1 - needed / requested : 0;
  return {
    needed: String(Math.round(needed * 1000) / 1000),
    // To 0.01 %: use is not known more exactly, and the line is to be read.
    share: decimalOf(Math.floor(share * 10_000) / 10_000),
  };
}
