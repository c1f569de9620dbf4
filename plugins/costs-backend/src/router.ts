import { HttpAuthService } from '@backstage/backend-plugin-api';
import { answerOf, parse, sendAnswer } from '@textloom/backend-kit';
import {
  budgetChangeSchema,
  budgetRemovalSchema,
  budgetRequestSchema,
  currencyQuerySchema,
  entityParamsSchema,
  explainQuerySchema,
  exploreQuerySchema,
  feedbackRequestSchema,
  forecastQuerySchema,
  idParamsSchema,
  monthQuerySchema,
  overviewQuerySchema,
  rowsQuerySchema,
} from '@textloom/plugin-costs-common';
import express, { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Admission } from './permissions/admit';
import { costsRoutes, CostsRouteKey } from './routes';
import { Caller, CostsService } from './service/CostsService';

/** Answers one request. */
type Handler = (request: Request, caller: Caller) => Promise<unknown>;

/** A few sentences. */
const MAX_BODY = '50kb';
const CSV = '/explore.csv';
/** Statuses other than 200. */
const STATUS: Partial<Record<CostsRouteKey, number>> = {
  'post /budgets': 201,
  'delete /budgets/:id': 204,
};

const idOf = ({ params }: Request) => parse(idParamsSchema, params).id;

function entityOf({ params }: Request): string {
  const { kind, namespace, name } = parse(entityParamsSchema, params);
  return `${kind}:${namespace}/${name}`.toLowerCase();
}

function readsOf(service: CostsService) {
  return {
    'get /overview': ({ query }, caller) =>
      service.getOverview(caller, parse(overviewQuerySchema, query)),
    'get /explore': ({ query }, caller) =>
      service.explore(caller, parse(exploreQuerySchema, query)),
    'get /explore.csv': ({ query }, caller) =>
      service.exportCsv(caller, parse(exploreQuerySchema, query)),
    'get /rows': ({ query }, caller) =>
      service.getRows(caller, parse(rowsQuerySchema, query)),
    'get /explain': ({ query }, caller) =>
      service.explain(caller, parse(explainQuerySchema, query)),
    'get /forecast': ({ query }, caller) =>
      service.getForecast(caller, parse(forecastQuerySchema, query)),
    'get /anomalies': ({ query }, caller) =>
      service.getAnomalies(caller, parse(currencyQuerySchema, query)),
    'get /budgets': ({ query }, caller) =>
      service.getBudgets(caller, parse(monthQuerySchema, query)),
    'get /commitments': ({ query }, caller) =>
      service.getCommitments(caller, parse(monthQuerySchema, query)),
    'get /recommendations': ({ query }, caller) =>
      service.getRecommendations(caller, parse(currencyQuerySchema, query)),
    'get /units': ({ query }, caller) =>
      service.getUnits(caller, parse(currencyQuerySchema, query)),
    'get /contracts': ({ query }, caller) =>
      service.getContracts(caller, parse(currencyQuerySchema, query)),
    'get /reconciliation': ({ query }, caller) =>
      service.getReconciliation(caller, parse(monthQuerySchema, query)),
    'get /entities/:kind/:namespace/:name': (request, caller) => {
      const query = parse(currencyQuerySchema, request.query);
      return service.getEntity(caller, entityOf(request), query);
    },
  } satisfies Record<string, Handler>;
}

function writesOf(service: CostsService) {
  return {
    'post /anomalies/:id/feedback': (request, caller) =>
      service.giveFeedback(
        caller,
        idOf(request),
        parse(feedbackRequestSchema, request.body),
      ),
    'post /budgets': ({ body }, caller) =>
      service.createBudget(caller, parse(budgetRequestSchema, body)),
    'put /budgets/:id': (request, caller) =>
      service.updateBudget(
        caller,
        idOf(request),
        parse(budgetChangeSchema, request.body),
      ),
    'delete /budgets/:id': (request, caller) => {
      const { version } = parse(budgetRemovalSchema, request.query);
      return service.removeBudget(caller, idOf(request), version);
    },
    'post /refresh': (_, caller) => service.refresh(caller),
  } satisfies Record<string, Handler>;
}

/**
 * Translates between HTTP and the service; the routes are those of `routes.ts`. Each asks for its permission before
 * the input is read, so that a refusal tells nothing of what would be accepted and costs nothing.
 */
export function createRouter(options: {
  service: CostsService;
  admission: Admission;
  httpAuth: HttpAuthService;
}): Router {
  const { service, admission, httpAuth } = options;
  const handlers: Record<CostsRouteKey, Handler> = {
    ...readsOf(service),
    ...writesOf(service),
  };
  const router = PromiseRouter();
  for (const { method, path, permission } of costsRoutes) {
    const key = `${method} ${path}` as CostsRouteKey;
    const callers = new WeakMap<Request, Caller>();
    const admit = async (request: Request) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const caller = await admission.admit(permission, credentials);
      callers.set(request, { ...caller, request });
      return 'next';
    };
    const body =
      method === 'post' || method === 'put'
        ? [express.json({ limit: MAX_BODY })]
        : [];
    router[method](
      path,
      admit,
      ...body,
      async (request: Request, response: Response) => {
        const caller = callers.get(request) as Caller;
        const answer = await handlers[key](request, caller);
        response.status(STATUS[key] ?? 200);
        if (path === CSV) {
          sendCsv(response, String(answer));
        } else if (answer === undefined) {
          response.end();
        } else {
          await sendAnswer(request, response, answerOf(answer));
        }
      },
    );
  }
  return router;
}

function sendCsv(response: Response, text: string): void {
  response
    .set('Content-Disposition', 'attachment; filename="costs.csv"')
    .set('X-Content-Type-Options', 'nosniff')
    .set('Cache-Control', 'private, no-store')
    .type('text/csv; charset=utf-8; header=present')
    .send(text);
}
