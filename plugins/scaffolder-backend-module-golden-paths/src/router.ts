import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parse } from '@textloom/backend-kit';
import { previewRequestSchema } from '@textloom/plugin-scaffolder-golden-paths-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Previewer } from './service/Previewer';

/** Answers of a form; the scaffolder's own limit is larger, because it takes files too. */
const MAX_BODY = '256kb';

/** `POST /golden-paths/preview`, beside the routes of the scaffolder. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  previewer: Previewer;
}): Router {
  const { httpAuth, previewer } = options;
  const router = PromiseRouter();
  router.post(
    '/golden-paths/preview',
    express.json({ limit: MAX_BODY }),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const request = parse(previewRequestSchema, req.body);
      res.json(await previewer.preview(request, credentials));
    },
  );
  return router;
}
