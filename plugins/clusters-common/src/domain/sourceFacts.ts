import { SignalId } from './signals/signalId';

/** What Prometheus, Alertmanager and EKS tell of a cluster. Times are ISO 8601 in UTC. */

/** One value of one signal, of one subject. Signals and their rules are in `signals/`. */
export interface SignalFacts {
  signal: SignalId;
  /** What it is measured of, such as a node's name or a database instance; empty for the cluster as a whole. */
  subject: string;
  /** Namespace of the subject, if it has one. */
  namespace?: string;
  /** In the signal's unit; always finite. */
  value: number;
  /** The sample's own time. */
  at: string;
}

/** A service level objective with its burn. */
export interface SloFacts {
  id: string;
  title: string;
  /** Share of good events that is promised, 0 to 1. */
  objective: number;
  windowDays: number;
  /** Share of good events over the window; absent without events. */
  good?: number;
  /** Share of bad events over the shorter windows, by window (`5m`, `30m`, `1h`, `2h`, `6h`, `1d`, `3d`). */
  bad: Record<string, number>;
  /** Component that it belongs to. */
  component?: string;
}

/** Priority as the architecture names it; `other` for alerts that carry none. */
export type AlertPriority = 'P0' | 'P1' | 'P2' | 'other';

/** An alert of Alertmanager v2. */
export interface AlertFacts {
  fingerprint: string;
  name: string;
  priority: AlertPriority;
  /** `suppressed`: silenced or inhibited. */
  state: 'active' | 'suppressed' | 'unprocessed';
  since: string;
  updatedAt: string;
  summary?: string;
  description?: string;
  /** At most 32, each cut to 253 characters. */
  labels: Record<string, string>;
  silencedBy: string[];
  inhibitedBy: string[];
  receivers: string[];
  /** Only http and https. */
  runbookUrl?: string;
  generatorUrl?: string;
}

/** A silence of Alertmanager v2. */
export interface SilenceFacts {
  id: string;
  state: 'active' | 'pending' | 'expired';
  matchers: SilenceMatcher[];
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
}

/** One matcher of a silence. */
export interface SilenceMatcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

/** An issue that EKS reports of a cluster, a node group or an add-on. */
export interface EksIssue {
  code: string;
  message: string;
  resourceIds: string[];
}

/** A managed node group as EKS sees it; shown beside what we see, never merged with it. */
export interface EksNodeGroupFacts {
  name: string;
  /** `ACTIVE`, `DEGRADED`, `CREATE_FAILED`, …: open set. */
  status: string;
  desired?: number;
  min?: number;
  max?: number;
  capacityType?: string;
  instanceTypes: string[];
  /** AMI release, e.g. `1.34.1-20261101`. */
  releaseVersion?: string;
  version?: string;
  issues: EksIssue[];
  modifiedAt?: string;
}

/** An EKS insight. */
export interface EksInsight {
  id: string;
  name: string;
  category: string;
  /** `PASSING`, `WARNING`, `ERROR`, `UNKNOWN`. */
  status: string;
  reason?: string;
  kubernetesVersion?: string;
  refreshedAt?: string;
}

/** What EKS says of a cluster. */
export interface EksFacts {
  status: string;
  version?: string;
  platformVersion?: string;
  /** `STANDARD` or `EXTENDED` support policy. */
  supportType?: string;
  issues: EksIssue[];
  nodeGroups: EksNodeGroupFacts[];
  addons: {
    name: string;
    version?: string;
    status: string;
    issues: EksIssue[];
  }[];
  insights: EksInsight[];
}
