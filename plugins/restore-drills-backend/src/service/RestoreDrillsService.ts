import {
  AcknowledgeRequest,
  CancelRequest,
  DrillsQuery,
  DrillSummary,
  DrillView,
  DryRun,
  EvidenceFile,
  LogLine,
  OverviewQuery,
  OverviewView,
  PlanDetailView,
  StartRequest,
  StoreDetailView,
  WriteOptions,
} from '@textloom/plugin-restore-drills-common';
import {
  AuditorServiceCreateEventOptions,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';

/** Who asks. */
export interface Caller {
  credentials: BackstageCredentials;
  /** A user reference, or the subject of a service. */
  actor: string;
  /** For the audit; absent where nobody has sent one. */
  request?: AuditorServiceCreateEventOptions['request'];
}

/** What the router and the actions call. Errors are those of `RestoreDrillsApi`. */
export interface RestoreDrillsService {
  getOverview(caller: Caller, query: OverviewQuery): Promise<OverviewView>;
  getStore(caller: Caller, id: string): Promise<StoreDetailView>;
  getPlan(caller: Caller, id: string): Promise<PlanDetailView>;
  dryRun(caller: Caller, plan: string): Promise<DryRun>;
  listDrills(
    caller: Caller,
    query: DrillsQuery,
  ): Promise<{ items: DrillSummary[]; nextCursor?: string }>;
  getDrill(caller: Caller, id: string): Promise<DrillView>;
  getLog(
    caller: Caller,
    id: string,
    after: number,
  ): Promise<{ lines: LogLine[] }>;
  getEvidence(caller: Caller, id: string): Promise<EvidenceFile>;
  getReport(caller: Caller, id: string, language: 'en' | 'zh'): Promise<string>;
  start(
    caller: Caller,
    plan: string,
    request: StartRequest,
    options: WriteOptions,
  ): Promise<DrillSummary>;
  cancel(
    caller: Caller,
    id: string,
    request: CancelRequest,
    options: WriteOptions,
  ): Promise<DrillSummary>;
  acknowledge(
    caller: Caller,
    id: string,
    request: AcknowledgeRequest,
    options: WriteOptions,
  ): Promise<DrillSummary>;
}
