import {
  HeadroomGroup,
  HeadroomQuery,
  HeadroomView,
  HpaSummary,
  workloadKindSchema,
  WorkloadName,
} from '@textloom/plugin-clusters-common';
import { formatBytes, formatCount, formatCpu } from '@textloom/ui';
import { Message, message } from '../text/message';
import { atBoundFirst } from './autoscalers';

const MIB = 2 ** 20;

/** How many more pods fit and in which groups, most first, as a sentence. */
export function fitsMessage(view: HeadroomView): Message {
  const { fits, workload, requests } = view;
  const groups = view.groups
    .filter(group => group.fits > 0)
    .sort((a, b) => b.fits - a.fits)
    .map(group => `${group.group} ${formatCount(group.fits)}`);
  const params = {
    count: fits,
    number: formatCount(fits),
    groups: { names: groups },
    cpu: formatCpu(requests.cpuMillis),
    memory: formatBytes(requests.memoryBytes),
    name: workload?.name ?? '',
  };
  if (workload) {
    return message(fits > 0 ? 'capacity.fits' : 'capacity.fitsNone', params);
  }
  return message(
    fits > 0 ? 'capacity.shapeFits' : 'capacity.shapeFitsNone',
    params,
  );
}

/** Why not more pods fit in a group. */
export function limitMessage(group: HeadroomGroup): Message | undefined {
  if (group.excludedBy) {
    return message(
      group.excludedDetail
        ? `capacity.excludedBy.${group.excludedBy}`
        : `capacity.excluded.${group.excludedBy}`,
      { detail: group.excludedDetail ?? '' },
    );
  }
  return group.limitedBy
    ? message(`capacity.limited.${group.limitedBy}`)
    : undefined;
}

/** The shape that is asked about first: what an autoscaler grows that has least room left. */
export function firstShape(hpas: HpaSummary[]): WorkloadName | undefined {
  for (const hpa of atBoundFirst(hpas)) {
    const kind = workloadKindSchema.safeParse(hpa.targetKind).data;
    if (kind) return { kind, namespace: hpa.namespace, name: hpa.targetName };
  }
  return undefined;
}

/** A request as typed: CPUs (`0.5`) or thousandths (`500m`), and GiB (`2`) or MiB (`512Mi`). */
export function parseRequest(
  cpu: string,
  memory: string,
): HeadroomQuery | undefined {
  const cpuMatch = /^(\d+(?:\.\d+)?)(m?)$/.exec(cpu.trim());
  const memoryMatch = /^(\d+(?:\.\d+)?)\s*(Mi|Gi)?B?$/i.exec(memory.trim());
  if (!cpuMatch || !memoryMatch) return undefined;
  const cpuMillis = Number(cpuMatch[1]) * (cpuMatch[2] ? 1 : 1000);
  const unit = memoryMatch[2]?.toLowerCase() === 'mi' ? MIB : 1024 * MIB;
  const memoryBytes = Math.round(Number(memoryMatch[1]) * unit);
  const sane =
    cpuMillis + memoryBytes > 0 &&
    cpuMillis <= 1_000_000 &&
    memoryBytes <= 2 ** 50;
  return sane ? { cpuMillis: Math.round(cpuMillis), memoryBytes } : undefined;
}
