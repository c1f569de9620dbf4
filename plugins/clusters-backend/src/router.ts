import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parse } from '@textloom/backend-kit';
import {
  clusterParamsSchema,
  nodeGroupParamsSchema,
  nodeParamsSchema,
} from '@textloom/plugin-clusters-common';
import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { clustersRoutes, ClustersRoutePath } from './routes';
import {
  Answer,
  CallOptions,
  ClustersService,
} from './service/ClustersService';

type Handler = (
  params: Record<string, string>,
  options: CallOptions,
) => Promise<Answer<unknown>>;

/** Translates between HTTP and the service; the routes are those of `routes.ts`. */
export function createRouter(options: {
  service: ClustersService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const handlers: Record<ClustersRoutePath, Handler> = {
    '/fleet': (_, call) => service.getFleet(call),
    '/clusters/:cluster': (params, call) =>
      service.getCluster(parse(clusterParamsSchema, params), call),
    '/clusters/:cluster/node-groups/:nodeGroup': (params, call) =>
      service.getNodeGroup(parse(nodeGroupParamsSchema, params), call),
    '/clusters/:cluster/nodes/:node': (params, call) =>
      service.getNode(parse(nodeParamsSchema, params), call),
  };

  const router = PromiseRouter();
  for (const { method, path } of clustersRoutes) {
    router[method](path, async (req: Request, res: Response) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const answer = await handlers[path](req.params, { credentials });
      // Express compares the tag with If-None-Match and answers 304.
      res
        .set('ETag', answer.etag)
        .set('Cache-Control', 'private, no-cache')
        .type('json')
        .send(answer.body);
    });
  }
  return router;
}
