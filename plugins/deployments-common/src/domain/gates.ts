import { GatePolicy } from './policy';

/** What a gate says. Only `passed` lets a step begin; `unknown` is a breakage, `failed` a no. */
export type GateStatus = 'passed' | 'failed' | 'unknown' | 'running';

/** Answer of one gate. */
export interface GateResult {
  /** Identifies the gate within its environment: its kind, and its name where it has one. */
  id: string;
  policy: GatePolicy;
  status: GateStatus;
  /** Who says so, `Prometheus`. */
  source: string;
  /** When the source was asked, milliseconds since the epoch. */
  fetchedAt: number;
  value?: number;
  /** One line for people, in the source's own words. */
  summary?: string;
}
