import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Answer, authorize, parse, sendAnswer } from '@textloom/backend-kit';
import {
  chartParamsSchema,
  chartQuerySchema,
  clusterParamsSchema,
  componentParamsSchema,
  headroomQuerySchema,
  historyQuerySchema,
  nodeGroupParamsSchema,
  nodeParamsSchema,
  searchQuerySchema,
  silenceParamsSchema,
  silenceRequestSchema,
  workloadParamsSchema,
  workloadsQuerySchema,
} from '@textloom/plugin-clusters-common';
import express, { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { clustersRoutes, ClustersRoutePath } from './routes';
import { CallOptions, ClustersService } from './service/ClustersService';

/** Answers one request; undefined when there is nothing to say but that it was done. */
type Handler = (
  request: Request,
  options: CallOptions,
) => Promise<Answer<unknown> | undefined>;

/** A silence is small; anything larger is a mistake or an attack. */
const MAX_BODY = '20kb';

function handlersOf(
  service: ClustersService,
): Record<ClustersRoutePath, Handler> {
  return {
    '/fleet': (_, call) => service.getFleet(call),
    '/search': ({ query }, call) =>
      service.search(parse(searchQuerySchema, query), call),
    '/components/:component': ({ params }, call) =>
      service.getComponent(parse(componentParamsSchema, params), call),
    '/clusters/:cluster': ({ params }, call) =>
      service.getCluster(parse(clusterParamsSchema, params), call),
    '/clusters/:cluster/node-groups/:nodeGroup': ({ params }, call) =>
      service.getNodeGroup(parse(nodeGroupParamsSchema, params), call),
    '/clusters/:cluster/nodes/:node': ({ params }, call) =>
      service.getNode(parse(nodeParamsSchema, params), call),
    '/clusters/:cluster/workloads': ({ params, query }, call) =>
      service.getWorkloads(
        {
          ...parse(clusterParamsSchema, params),
          query: parse(workloadsQuerySchema, query),
        },
        call,
      ),
    '/clusters/:cluster/workloads/:namespace/:kind/:name': ({ params }, call) =>
      service.getWorkload(parse(workloadParamsSchema, params), call),
    '/clusters/:cluster/headroom': ({ params, query }, call) =>
      service.getHeadroom(
        {
          ...parse(clusterParamsSchema, params),
          query: parse(headroomQuerySchema, query),
        },
        call,
      ),
    '/clusters/:cluster/alerts': ({ params }, call) =>
      service.getAlerts(parse(clusterParamsSchema, params), call),
    '/clusters/:cluster/charts/:chart': ({ params, query }, call) =>
      service.getChart(
        {
          ...parse(chartParamsSchema, params),
          query: parse(chartQuerySchema, query),
        },
        call,
      ),
    '/clusters/:cluster/history': ({ params, query }, call) =>
      service.getHistory(
        {
          ...parse(clusterParamsSchema, params),
          query: parse(historyQuerySchema, query),
        },
        call,
      ),
    '/clusters/:cluster/silences': ({ params, body }, call) =>
      service.createSilence(
        {
          ...parse(clusterParamsSchema, params),
          request: parse(silenceRequestSchema, body),
        },
        call,
      ),
    '/clusters/:cluster/silences/:silence': async ({ params }, call) => {
      await service.expireSilence(parse(silenceParamsSchema, params), call);
      return undefined;
    },
  };
}

/**
 * Translates between HTTP and the service; the routes are those of `routes.ts`. Each asks for its permission
 * before it looks at the input, so that a refusal tells nothing of what would be accepted.
 */
export function createRouter(options: {
  service: ClustersService;
  permissions: PermissionsService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, permissions, httpAuth } = options;
  const handlers = handlersOf(service);
  const router = PromiseRouter();
  for (const { method, path, permission } of clustersRoutes) {
    const body = method === 'post' ? [express.json({ limit: MAX_BODY })] : [];
    router[method](path, ...body, async (req: Request, res: Response) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      await authorize({ permissions, permission, credentials });
      const answer = await handlers[path](req, { credentials, request: req });
      if (answer) {
        await sendAnswer(
          req,
          res.status(method === 'post' ? 201 : 200),
          answer,
        );
      } else {
        res.status(204).end();
      }
    });
  }
  return router;
}
