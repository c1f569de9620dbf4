import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { answerOf, authorize, parse, sendAnswer } from '@textloom/backend-kit';
import {
  acknowledgeRequestSchema,
  cancelRequestSchema,
  drillParamsSchema,
  drillsQuerySchema,
  idempotencyKeySchema,
  logQuerySchema,
  overviewQuerySchema,
  planParamsSchema,
  startRequestSchema,
  storeParamsSchema,
  WriteOptions,
} from '@textloom/plugin-restore-drills-common';
import express, { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { restoreDrillsRoutes, RestoreDrillsRouteKey } from './routes';
import { actorOf } from './service/actorOf';
import { Caller, RestoreDrillsService } from './service/RestoreDrillsService';

/** Answers one request. */
type Handler = (
  request: Request,
  caller: Caller,
  write: () => WriteOptions,
) => Promise<unknown>;

/** A few sentences. */
const MAX_BODY = '50kb';
const CREATED = new Set<string>(['/plans/:plan/drills']);
const REPORT = '/drills/:drill/report';
/** The report is a page of its own: it runs nothing and loads nothing. */
const REPORT_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const reportQuerySchema = z.object({
  language: z.enum(['en', 'zh']).default('en'),
});

const drillOf = ({ params }: Request) => parse(drillParamsSchema, params).drill;
const planOf = ({ params }: Request) => parse(planParamsSchema, params).plan;

function readsOf(service: RestoreDrillsService) {
  return {
    'get /overview': ({ query }, caller) =>
      service.getOverview(caller, parse(overviewQuerySchema, query)),
    'get /stores/:store': ({ params }, caller) =>
      service.getStore(caller, parse(storeParamsSchema, params).store),
    'get /plans/:plan': (request, caller) =>
      service.getPlan(caller, planOf(request)),
    'get /drills': ({ query }, caller) =>
      service.listDrills(caller, parse(drillsQuerySchema, query)),
    'get /drills/:drill': (request, caller) =>
      service.getDrill(caller, drillOf(request)),
    'get /drills/:drill/log': (request, caller) => {
      const { after } = parse(logQuerySchema, request.query);
      return service.getLog(caller, drillOf(request), after);
    },
    'get /drills/:drill/evidence': (request, caller) =>
      service.getEvidence(caller, drillOf(request)),
    'get /drills/:drill/report': (request, caller) => {
      const { language } = parse(reportQuerySchema, request.query);
      return service.getReport(caller, drillOf(request), language);
    },
  } satisfies Record<string, Handler>;
}

function writesOf(service: RestoreDrillsService) {
  return {
    'post /plans/:plan/dry-run': (request, caller) =>
      service.dryRun(caller, planOf(request)),
    'post /plans/:plan/drills': (request, caller, write) => {
      const body = parse(startRequestSchema, request.body);
      return service.start(caller, planOf(request), body, write());
    },
    'post /drills/:drill/cancel': (request, caller, write) => {
      const body = parse(cancelRequestSchema, request.body);
      return service.cancel(caller, drillOf(request), body, write());
    },
    'post /drills/:drill/acknowledge': (request, caller, write) => {
      const body = parse(acknowledgeRequestSchema, request.body);
      return service.acknowledge(caller, drillOf(request), body, write());
    },
  } satisfies Record<string, Handler>;
}

/**
 * Translates between HTTP and the service; the routes are those of `routes.ts`. Each asks for its permission before
 * the input is read, so that a refusal tells nothing of what would be accepted and costs nothing.
 */
export function createRouter(options: {
  service: RestoreDrillsService;
  permissions: PermissionsService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, permissions, httpAuth } = options;
  const handlers: Record<RestoreDrillsRouteKey, Handler> = {
    ...readsOf(service),
    ...writesOf(service),
  };
  const router = PromiseRouter();
  for (const { method, path, permission } of restoreDrillsRoutes) {
    const handle = handlers[`${method} ${path}` as RestoreDrillsRouteKey];
    const callers = new WeakMap<Request, Caller>();
    const admit = async (request: Request) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      await authorize({ permissions, permission, credentials });
      const actor = actorOf(credentials);
      callers.set(request, { credentials, actor, request });
      return 'next';
    };
    const body = method === 'post' ? [express.json({ limit: MAX_BODY })] : [];
    router[method](
      path,
      admit,
      ...body,
      async (request: Request, response: Response) => {
        const caller = callers.get(request) as Caller;
        const answer = await handle(request, caller, () => ({
          idempotencyKey: parse(
            idempotencyKeySchema,
            request.headers['idempotency-key'] ?? '',
          ),
        }));
        if (path === REPORT) {
          sendReport(response, String(answer));
          return;
        }
        response.status(CREATED.has(path) ? 201 : 200);
        await sendAnswer(request, response, answerOf(answer));
      },
    );
  }
  return router;
}

function sendReport(response: Response, html: string): void {
  response
    .set('Content-Security-Policy', REPORT_CSP)
    .set('X-Content-Type-Options', 'nosniff')
    .set('Cache-Control', 'private, no-store')
    .type('html')
    .send(html);
}
