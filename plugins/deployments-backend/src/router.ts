import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { answerOf, authorize, parse, sendAnswer } from '@textloom/backend-kit';
import {
  abortRequestSchema,
  adoptRequestSchema,
  breakGlassRequestSchema,
  commentRequestSchema,
  historyQuerySchema,
  idempotencyKeySchema,
  previewParamsSchema,
  proposalParamsSchema,
  proposalsQuerySchema,
  proposeRequestSchema,
  releaseRequestSchema,
  revertRequestSchema,
  reviewRequestSchema,
  serviceParamsSchema,
  voteParamsSchema,
  voteRequestSchema,
  withdrawRequestSchema,
  WriteOptions,
} from '@textloom/plugin-deployments-common';
import express, { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { GitHubWebhook } from './adapters/webhooks/GitHubWebhook';
import {
  deploymentsRoutes,
  DeploymentsRouteKey,
  deploymentsSignedRoutes,
} from './routes';
import { actorOf, issuedAt } from './service/actorOf';
import { Caller, DeploymentsService } from './service/DeploymentsService';

/** Answers one request. */
type Handler = (
  request: Request,
  caller: Caller,
  write: () => WriteOptions,
) => Promise<unknown>;

/** A release brings up to 500 commits along; a signed delivery is what GitHub sends; all else is a few sentences. */
const MAX_BODY = { release: '2mb', webhook: '1mb', other: '50kb' };
const CREATED = new Set(['/releases', '/proposals']);

const idOf = ({ params }: Request) =>
  parse(proposalParamsSchema, params).proposal;

function readsOf(service: DeploymentsService) {
  return {
    'get /board': (_, caller) => service.getBoard(caller),
    'get /inbox': (_, caller) => service.getInbox(caller),
    'get /history': ({ query }, caller) =>
      service.getHistory(caller, parse(historyQuerySchema, query)),
    'get /policy': (_, caller) => service.getPolicy(caller),
    'get /services/:service/releases': ({ params }, caller) =>
      service.getReleases(caller, parse(serviceParamsSchema, params).service),
    'get /releases/:release/preview/:environment': ({ params }, caller) => {
      const { release, environment } = parse(previewParamsSchema, params);
      return service.getPreview(caller, release, environment);
    },
    'get /proposals': ({ query }, caller) =>
      service.listProposals(caller, parse(proposalsQuerySchema, query)),
    'get /proposals/:proposal': (request, caller) =>
      service.getProposal(caller, idOf(request)),
  } satisfies Record<string, Handler>;
}

function writesOf(service: DeploymentsService) {
  return {
    'post /releases': ({ body }, caller, write) =>
      service.createRelease(caller, parse(releaseRequestSchema, body), write()),
    'post /proposals': ({ body }, caller, write) =>
      service.propose(caller, parse(proposeRequestSchema, body), write()),
    'post /proposals/:proposal/comments': (request, caller, write) => {
      const { text } = parse(commentRequestSchema, request.body);
      return service.comment(caller, idOf(request), text, write());
    },
    'post /proposals/:proposal/withdraw': (request, caller, write) => {
      const body = parse(withdrawRequestSchema, request.body);
      return service.withdraw(caller, idOf(request), body, write());
    },
    'post /proposals/:proposal/votes': (request, caller, write) => {
      const body = parse(voteRequestSchema, request.body);
      return service.vote(caller, idOf(request), body, write());
    },
    'post /proposals/:proposal/votes/:decision/withdraw': (
      { params },
      caller,
      write,
    ) => {
      const { proposal, decision } = parse(voteParamsSchema, params);
      return service.withdrawVote(caller, proposal, decision, write());
    },
    'post /proposals/:proposal/review': (request, caller, write) => {
      const body = parse(reviewRequestSchema, request.body);
      return service.review(caller, idOf(request), body, write());
    },
    'post /proposals/:proposal/adopt': (request, caller, write) => {
      const body = parse(adoptRequestSchema, request.body);
      return service.adopt(caller, idOf(request), body, write());
    },
    'post /proposals/:proposal/revert': (request, caller, write) => {
      const body = parse(revertRequestSchema, request.body);
      return service.revert(caller, idOf(request), body, write());
    },
    'post /proposals/:proposal/pause': (request, caller, write) =>
      service.pause(caller, idOf(request), write()),
    'post /proposals/:proposal/resume': (request, caller, write) =>
      service.resume(caller, idOf(request), write()),
    'post /proposals/:proposal/abort': (request, caller, write) => {
      const body = parse(abortRequestSchema, request.body);
      return service.abort(caller, idOf(request), body, write());
    },
    'post /proposals/:proposal/break-glass': (request, caller, write) => {
      const body = parse(breakGlassRequestSchema, request.body);
      return service.breakGlass(caller, idOf(request), body, write());
    },
  } satisfies Record<string, Handler>;
}

/**
 * Translates between HTTP and the service; the routes are those of `routes.ts`. Each asks for its permission before
 * the input is read, so that a refusal tells nothing of what would be accepted and costs nothing.
 */
export function createRouter(options: {
  service: DeploymentsService;
  webhook: GitHubWebhook;
  permissions: PermissionsService;
  httpAuth: HttpAuthService;
  /** When who calls proved who they are, milliseconds since the epoch; by default when their token was issued. */
  provenAt?: (request: Request) => number | undefined;
}): Router {
  const { service, webhook, permissions, httpAuth } = options;
  const {
    provenAt = ({ headers }: Request) => issuedAt(headers.authorization),
  } = options;
  const handlers: Record<DeploymentsRouteKey, Handler> = {
    ...readsOf(service),
    ...writesOf(service),
  };
  const router = PromiseRouter();
  for (const { method, path, permission } of deploymentsRoutes) {
    const handle = handlers[`${method} ${path}` as DeploymentsRouteKey];
    const callers = new WeakMap<Request, Caller>();
    const admit = async (req: Request) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      await authorize({ permissions, permission, credentials });
      callers.set(req, {
        credentials,
        actor: actorOf(credentials, provenAt(req)),
        request: req,
      });
      return 'next';
    };
    const limit = path === '/releases' ? MAX_BODY.release : MAX_BODY.other;
    const body = method === 'post' ? [express.json({ limit })] : [];
    router[method](
      path,
      admit,
      ...body,
      async (req: Request, res: Response) => {
        const caller = callers.get(req) as Caller;
        const answer = await handle(req, caller, () => ({
          idempotencyKey: parse(
            idempotencyKeySchema,
            req.headers['idempotency-key'] ?? '',
          ),
        }));
        const status = method === 'post' && CREATED.has(path) ? 201 : 200;
        await sendAnswer(req, res.status(status), answerOf(answer));
      },
    );
  }
  const [signed] = deploymentsSignedRoutes;
  router[signed.method](
    signed.path,
    express.raw({ type: () => true, limit: MAX_BODY.webhook }),
    async (req: Request, res: Response) => {
      const outcome = await webhook.receive({
        event: req.headers['x-github-event'],
        delivery: req.headers['x-github-delivery'],
        signature: req.headers['x-hub-signature-256'],
        body: Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
      });
      res.status(200).json({ outcome });
    },
  );
  return router;
}
