import {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  AcknowledgeRequest,
  canAcknowledge,
  canCancel,
  CancelRequest,
  Drill,
  DrillEvent,
  DrillsQuery,
  drillsQuerySchema,
  DrillSummary,
  DrillView,
  DryRun,
  EvidenceFile,
  hashOf,
  LogLine,
  OverviewQuery,
  OverviewView,
  PlanDetailView,
  restoreDrillsDrillControlPermission,
  restoreDrillsDrillStartPermission,
  StartRequest,
  StoreDetailView,
  summaryOf,
  WriteOptions,
} from '@textloom/plugin-restore-drills-common';
import { reportHtml } from '../report/reportHtml';
import { DrillsStore } from './DrillsStore';
import { DryRuns } from './DryRuns';
import { assertPermitted } from './errors';
import { Allowed, Pages } from './Pages';
import { StoreConnection } from './ports';
import { Caller, RestoreDrillsService } from './RestoreDrillsService';
import { Starting } from './Starting';

const LINES = 500;

/** What the service needs. */
export interface ServiceOptions {
  store: DrillsStore;
  connections: ReadonlyMap<string, StoreConnection>;
  starting: Starting;
  dryRuns: DryRuns;
  pages: Pages;
  auditor: AuditorService;
  permissions: PermissionsService;
  /** Called when there is something for the runner to do. */
  onWrite: () => void;
}

/** {@link RestoreDrillsService} over the store of drills. */
export class DefaultRestoreDrillsService implements RestoreDrillsService {
  readonly #options: ServiceOptions;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  async getOverview(
    caller: Caller,
    query: OverviewQuery,
  ): Promise<OverviewView> {
    return this.#options.pages.overview(query, await this.#allowed(caller));
  }

  async getStore(caller: Caller, id: string): Promise<StoreDetailView> {
    const connection = this.#options.connections.get(id);
    if (!connection) {
      throw new NotFoundError(`There is no store ${id}`);
    }
    return this.#options.pages.store(connection, await this.#allowed(caller));
  }

  async getPlan(caller: Caller, id: string): Promise<PlanDetailView> {
    const { plan, connection } = this.#options.starting.planOf(id);
    const allowed = await this.#allowed(caller);
    return this.#options.pages.plan(connection, plan, allowed);
  }

  async dryRun(_: Caller, id: string): Promise<DryRun> {
    const { plan, connection } = this.#options.starting.planOf(id);
    return this.#options.dryRuns.of(connection, plan);
  }

  listDrills(
    _: Caller,
    query: DrillsQuery,
  ): Promise<{ items: DrillSummary[]; nextCursor?: string }> {
    return this.#options.store.list(drillsQuerySchema.parse(query));
  }

  async getDrill(caller: Caller, id: string): Promise<DrillView> {
    const [drill, allowed] = await Promise.all([
      this.#drill(id),
      this.#allowed(caller),
    ]);
    return this.#options.pages.drill(drill, allowed);
  }

  async getLog(
    _: Caller,
    id: string,
    after: number,
  ): Promise<{ lines: LogLine[] }> {
    await this.#drill(id);
    return { lines: await this.#options.store.log(id, after, LINES) };
  }

  async getEvidence(_: Caller, id: string): Promise<EvidenceFile> {
    const file = await this.#options.store.evidence(id);
    if (!file) {
      await this.#drill(id);
      throw new NotFoundError(`There is no evidence of ${id} yet`);
    }
    return file;
  }

  async getReport(
    caller: Caller,
    id: string,
    language: 'en' | 'zh',
  ): Promise<string> {
    return reportHtml(await this.getEvidence(caller, id), language);
  }

  async start(
    caller: Caller,
    plan: string,
    { control, reason }: StartRequest,
    { idempotencyKey: key }: WriteOptions,
  ): Promise<DrillSummary> {
    const { actor } = caller;
    const request = { control: control ?? null, reason: reason ?? null };
    return this.#audited(caller, 'start', { plan, ...request }, async () => {
      const drill = await this.#options.starting.start(plan, {
        actor,
        ...(control && { control }),
        ...(reason !== undefined && { reason }),
        idempotency: { key, requestHash: hashOf(['start', plan, request]) },
      });
      return summaryOf(drill);
    });
  }

  cancel(
    caller: Caller,
    id: string,
    { reason }: CancelRequest,
    options: WriteOptions,
  ): Promise<DrillSummary> {
    return this.#write(
      caller,
      { id, name: 'cancel', reason },
      options,
      drill => {
        assertPermitted(canCancel(drill, true));
        return {
          type: 'cancel-requested',
          ...(reason !== undefined && { reason }),
        };
      },
    );
  }

  acknowledge(
    caller: Caller,
    id: string,
    { reason }: AcknowledgeRequest,
    options: WriteOptions,
  ): Promise<DrillSummary> {
    const command = { id, name: 'acknowledge', reason };
    return this.#write(caller, command, options, drill => {
      assertPermitted(canAcknowledge(drill, true));
      return { type: 'acknowledged', reason };
    });
  }

  async #write(
    caller: Caller,
    command: { id: string; name: string; reason?: string },
    { idempotencyKey: key }: WriteOptions,
    decide: (drill: Drill) => DrillEvent,
  ): Promise<DrillSummary> {
    const { id, name, reason } = command;
    const requestHash = hashOf([name, id, reason ?? null]);
    return this.#audited(caller, name, { drill: id }, async () => {
      const { store } = await this.#drill(id);
      const { drill } = await this.#options.store.transact(
        id,
        {
          actor: caller.actor,
          store: store.id,
          idempotency: { key, requestHash },
        },
        input => {
          if (!input.drill) {
            throw new NotFoundError(`There is no drill ${id}`);
          }
          return [decide(input.drill)];
        },
      );
      return summaryOf(drill);
    });
  }

  /** Each write is on the record, also when it is refused. */
  async #audited(
    { request }: Caller,
    name: string,
    meta: Record<string, string | null>,
    write: () => Promise<DrillSummary>,
  ): Promise<DrillSummary> {
    const event = await this.#options.auditor.createEvent({
      eventId: `drill-${name}`,
      severityLevel: 'medium',
      ...(request && { request }),
      meta,
    });
    try {
      const summary = await write();
      this.#options.onWrite();
      await event.success({ meta: { drill: summary.id } });
      return summary;
    } catch (error) {
      const shown = error instanceof Error ? error : new Error('Unknown');
      await event.fail({ error: shown });
      throw shown;
    }
  }

  async #drill(id: string): Promise<Drill> {
    const drill = await this.#options.store.get(id);
    if (!drill) {
      throw new NotFoundError(`There is no drill ${id}`);
    }
    return drill;
  }

  async #allowed({ credentials }: Caller): Promise<Allowed> {
    const decisions = await this.#options.permissions.authorize(
      [
        { permission: restoreDrillsDrillStartPermission },
        { permission: restoreDrillsDrillControlPermission },
      ],
      { credentials },
    );
    const [start, control] = decisions.map(
      ({ result }) => result === AuthorizeResult.ALLOW,
    );
    return { start, control };
  }
}
