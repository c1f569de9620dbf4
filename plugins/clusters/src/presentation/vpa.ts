import { VpaSummary } from '@textloom/plugin-clusters-common';

/** A recommendation against what is asked for: how many times as much. */
export interface VpaRow {
  id: 'cpu' | 'memory';
  requested: number;
  recommended: number;
  /** Recommended by requested; absent where nothing is requested. */
  ratio?: number;
}

/** What a VPA recommends beside what is requested; nothing while it recommends nothing. */
export function vpaRows(
  vpa: VpaSummary,
  requests: { cpuMillis: number; memoryBytes: number },
): VpaRow[] {
  const { target } = vpa;
  if (!target) return [];
  const row = (id: VpaRow['id'], requested: number, recommended: number) => ({
    id,
    requested,
    recommended,
    ...(requested > 0 && { ratio: recommended / requested }),
  });
  return [
    row('cpu', requests.cpuMillis, target.cpuMillis),
    row('memory', requests.memoryBytes, target.memoryBytes),
  ];
}
