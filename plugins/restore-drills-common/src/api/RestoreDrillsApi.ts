import { DryRun } from '../domain/facts';
import { EvidenceFile, LogLine } from '../domain/evidence';
import {
  DrillSummary,
  DrillView,
  OverviewView,
  PlanDetailView,
  StoreDetailView,
} from '../domain/views';
import {
  AcknowledgeRequest,
  CancelRequest,
  DrillsQuery,
  OverviewQuery,
  StartRequest,
} from './requests';

/** Sent with each write; the same key gives the same answer for 24 hours. */
export interface WriteOptions {
  idempotencyKey: string;
}

/**
 * What the restore drills backend answers. Refusals are errors of `@backstage/errors`: ConflictError when the store
 * is busy or the drill has ended, NotAllowedError, InputError, NotFoundError; `error.problems` carries the problems
 * of a drill that was refused.
 */
export interface RestoreDrillsApi {
  getOverview(query?: OverviewQuery): Promise<OverviewView>;
  getStore(id: string): Promise<StoreDetailView>;
  getPlan(id: string): Promise<PlanDetailView>;
  /** Looks at what a drill would do, and touches nothing. */
  dryRun(plan: string): Promise<DryRun>;
  listDrills(
    query?: DrillsQuery,
  ): Promise<{ items: DrillSummary[]; nextCursor?: string }>;
  getDrill(id: string): Promise<DrillView>;
  /** Lines after a number, at most 500. */
  getLog(id: string, after: number): Promise<{ lines: LogLine[] }>;
  getEvidence(id: string): Promise<EvidenceFile>;
  /** The report as an HTML page to print. */
  getReport(id: string, language: 'en' | 'zh'): Promise<string>;

  start(
    plan: string,
    request: StartRequest,
    options: WriteOptions,
  ): Promise<DrillSummary>;
  cancel(
    id: string,
    request: CancelRequest,
    options: WriteOptions,
  ): Promise<DrillSummary>;
  acknowledge(
    id: string,
    request: AcknowledgeRequest,
    options: WriteOptions,
  ): Promise<DrillSummary>;
}
