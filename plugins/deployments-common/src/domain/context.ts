import { Baseline } from './fingerprint';
import { GateResult } from './gates';
import { Actor, Person } from './people';
import { Policy } from './policy';
import { ProposalEvent } from './events';
import { Reason } from './reasons';

/** An open incident or alert that may permit break-glass. */
export interface Incident {
  id: string;
  /** `P0`, `P1`, `P2`. */
  severity: string;
  title: string;
  /** Milliseconds since the epoch; absent when the source does not tell. */
  since?: number;
}

/** What has succeeded in an environment. */
export interface Success {
  environment: string;
  /** δ of the release. */
  artefacts: string;
  version: string;
  /** When it counted as succeeded, milliseconds since the epoch. */
  at: number;
  /** When something else took its place; absent while it runs. */
  until?: number;
}

/** What the decision needs to know besides the proposal; read in the transaction that writes. */
export interface Surroundings {
  /** What runs now, as last observed; absent when it cannot be told. */
  running?: Baseline;
  gates: readonly GateResult[];
  /** Other proposal that executes for the same service and environment. */
  busyWith?: string;
  /** Successes of the service in all environments, newest first. */
  successes: readonly Success[];
  /** δ of releases that were rolled back here and that nobody has released since. */
  denied: readonly string[];
  incidents: readonly Incident[];
  /** Break-glass reviews that the owning team owes. */
  debts: readonly { proposal: string; dueAt: number }[];
}

/** For whom and when a command is decided. The page passes the same to explain what the server would say. */
export interface CommandContext {
  /** Milliseconds since the epoch, by the database's clock. */
  now: number;
  actor: Actor;
  /** All people whom the catalog knows now. */
  people: readonly Person[];
  policy: Policy;
  around: Surroundings;
}

/** What a command does: events to append, or why not. No events: nothing to do. */
export type Outcome =
  | { ok: true; events: readonly ProposalEvent[] }
  | { ok: false; reasons: readonly Reason[] };

/** Error rate, P95 and requests of one version, measured at one moment. */
export interface VersionFigures {
  /** Share of failed requests in per cent. */
  errorRatePercent?: number;
  /** Milliseconds. */
  p95Ms?: number;
  requests?: number;
  /** Containers that restarted since the version runs. */
  restarts?: number;
}

/** The new version beside the one that it replaces. */
export interface LiveFigures {
  stable: VersionFigures;
  canary: VersionFigures;
  /** Curves of the last minutes, `[milliseconds, value]`. */
  curves: {
    errorRate: {
      stable: readonly [number, number][];
      canary: readonly [number, number][];
    };
    p95: {
      stable: readonly [number, number][];
      canary: readonly [number, number][];
    };
  };
  source: string;
  fetchedAt: number;
}
