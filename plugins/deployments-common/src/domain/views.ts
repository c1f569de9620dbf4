import { Incident, LiveFigures } from './context';
import { LoggedEvent } from './events';
import { Baseline, Change } from './fingerprint';
import { GateResult } from './gates';
import { Freeze, Policy, PolicyProblem } from './policy';
import { Proposal, ProposalState } from './proposal';
import { Reason } from './reasons';
import { Release } from './release';

/** May somebody do something, and if not, why not. */
export type Permission =
  | { ok: true }
  | { ok: false; reasons: readonly Reason[] };

/** A person as a page shows them. */
export interface PersonView {
  ref: string;
  name: string;
}

/** A seat of a level. */
export interface SeatView {
  /** Absent while open. */
  person?: PersonView;
  /** Group whose rule the seat serves; absent when any group of the level may take it. */
  group?: string;
  at?: number;
  comment?: string;
}

/** A level on the ladder. */
export interface LevelView {
  index: number;
  name: string;
  /** Share of traffic that it allows, per cent. */
  unlocks: number;
  state: 'complete' | 'open' | 'later' | 'void';
  seats: readonly SeatView[];
  groups: readonly string[];
  /** People who could take an open seat now. */
  can: readonly PersonView[];
  /** People of the level's groups who cannot, with the reason. */
  cannot: readonly { person: PersonView; reasons: readonly Reason[] }[];
  /** Votes that no longer count, with what changed since. */
  voided: readonly { person: PersonView; changes: readonly Change[] }[];
}

/** A step of exposure on the ladder. */
export interface StepView {
  weight: number;
  soakMs: number;
  state: 'done' | 'running' | 'waiting' | 'later';
  since?: number;
}

/** What the viewer may do, each with the server's own reason. */
export interface MineView {
  vote: { ok: true; level: number } | { ok: false; reasons: readonly Reason[] };
  /** Own vote that counts, if any. */
  decision?: string;
  /** Taking that vote back; absent without one. */
  takeBack?: Permission;
  /** Since the viewer's last vote; absent without one. */
  changedSince?: readonly Change[];
  withdraw: Permission;
  pause: Permission;
  resume: Permission;
  abort: Permission;
  breakGlass: Permission;
  review: Permission;
  adopt: Permission;
  revert: Permission;
}

/** Whether the log is what was written. */
export type LogVerification =
  | { state: 'verified'; events: number; at: number; checkpointAt?: number }
  | { state: 'broken'; sequence: number; message: string; at: number };

/** Everything that a proposal's page shows. */
export interface ProposalView {
  proposal: Proposal;
  requestedBy: PersonView;
  people: Record<string, string>;
  levels: readonly LevelView[];
  steps: readonly StepView[];
  /** The fewest people who would complete what is missing. */
  fastest: readonly PersonView[];
  /** What runs now, while somebody has to adopt or revert it; absent when it cannot be told. */
  running?: Baseline;
  gates: readonly GateResult[];
  /** Open incidents for which glass may be broken, the gravest first; none once it has begun. */
  incidents: readonly Incident[];
  freeze?: { name: string; reason: string; until: number };
  nextFreeze?: { name: string; from: number };
  mine: MineView;
  live?: LiveFigures;
  liveProblem?: string;
  log: readonly LoggedEvent[];
  verification: LogVerification;
  generatedAt: number;
}

/** A proposal in a list. */
export interface ProposalSummary {
  id: string;
  service: string;
  environment: string;
  version: string;
  state: ProposalState;
  /** Share of traffic in per cent while executing. */
  weight?: number;
  requestedBy: string;
  requestedAt: number;
  updatedAt: number;
  expiresAt: number;
  endedAt?: number;
  /** Level that waits for people. */
  level?: string;
  reasons: readonly Reason[];
}

/** What one environment runs of one service. */
export interface BoardCell {
  environment: string;
  /** Absent when nothing is known. */
  running?: {
    version?: string;
    digest: string;
    since?: number;
    observedAt: number;
    health: 'healthy' | 'progressing' | 'degraded' | 'unknown';
    sync: 'synced' | 'out-of-sync' | 'unknown';
  };
  /** Why it is not known. */
  problem?: string;
  /** Proposals that have not ended, oldest first. */
  open: readonly ProposalSummary[];
  /** Somebody has to adopt or revert what runs; absent when nothing else runs than was approved. */
  unsettled?: ProposalSummary;
  /** Newest release that may run here and is not the running one. */
  newest?: { release: string; version: string; createdAt: number };
}

/** Services × environments. */
export interface BoardView {
  environments: readonly {
    name: string;
    trigger: string;
    freeze?: { name: string; until: number };
  }[];
  services: readonly {
    service: string;
    title: string;
    owner: string;
    cells: readonly BoardCell[];
  }[];
  generatedAt: number;
}

/** Something that waits for the viewer. */
export interface InboxItem {
  proposal: ProposalSummary;
  level?: number;
  levelName?: string;
  /** Why the viewer. */
  why: 'vote' | 'reaffirm' | 'review' | 'adopt';
  /** Only what changed since the viewer's vote, for `reaffirm`. */
  delta?: readonly Change[];
  changes: number;
  deadline?: number;
}

/** What waits for the viewer, and what the viewer waits for. */
export interface InboxView {
  waiting: readonly InboxItem[];
  asked: readonly ProposalSummary[];
  generatedAt: number;
}

/** The four DORA figures over a window; absent where there is nothing to measure. */
export interface DoraView {
  from: number;
  to: number;
  /** Successful deployments to the environment per day. */
  deploymentsPerDay?: number;
  /** Median of release built → succeeded, milliseconds, and its share of waiting for people. */
  leadTimeMs?: number;
  waitingForPeopleMs?: number;
  /** Share of deployments that were rolled back or needed a human, per cent. */
  changeFailPercent?: number;
  /** Median of rollback triggered → good version runs, milliseconds. */
  restoreMs?: number;
  deployments: number;
}

/** Deployments that ended, newest first. */
export interface DeploymentHistoryView {
  dora: DoraView;
  /** Names of who asked, by reference. */
  people: Readonly<Record<string, string>>;
  items: readonly ProposalSummary[];
  nextCursor?: string;
  generatedAt: number;
}

/** The policy in force. */
export interface PolicyView {
  policy: Policy;
  loadedAt: number;
  /** Problems of a newer file that was refused; the policy before stays in force. */
  problems: readonly PolicyProblem[];
  active: readonly { freeze: Freeze; until: number }[];
}

/** What proposing a release would mean; nothing is written. */
export interface PreviewView {
  release: Release;
  environment: string;
  changes: readonly Change[];
  fingerprint: string;
  levels: readonly LevelView[];
  gates: readonly GateResult[];
  /** Why it could not be proposed. */
  refusals: readonly Reason[];
  /** What it would wait for besides people. */
  waits: readonly Reason[];
  rollbackTo?: string;
  generatedAt: number;
}

/** Releases of a service with where each may go. */
export interface ReleasesView {
  releases: readonly {
    release: Release;
    environments: readonly {
      name: string;
      trigger: string;
      runs: boolean;
      permission: Permission;
    }[];
  }[];
  generatedAt: number;
}
