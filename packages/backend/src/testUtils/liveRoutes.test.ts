import express, { Router } from 'express';
import { liveRoutes } from './liveRoutes';

const nothing = () => {};

function appWith(plugin: Router) {
  const app = express();
  app.use(nothing);
  const root = Router();
  root.use('/api/other', Router().get('/other', nothing));
  const wrapper = Router();
  wrapper.use(nothing);
  wrapper.use(Router().get('/.backstage/health', nothing));
  wrapper.use(plugin);
  root.use('/api/clusters', wrapper);
  app.use(root);
  return app;
}

describe('liveRoutes', () => {
  it('finds every way to add a route', () => {
    const plugin = Router();
    plugin.get('/a/:id', nothing).post('/a/:id', nothing);
    plugin.route('/b').delete(nothing).put(nothing);
    plugin.all('/any', nothing);
    plugin.use('/nested', Router().patch('/c', nothing));
    plugin.use('/deep', Router().use('/er', Router().get('/d', nothing)));
    plugin.use('/handler', nothing);
    plugin.use(Router().get('/e', nothing));
    expect(liveRoutes(appWith(plugin), '/api/clusters')).toEqual([
      'ALL /any',
      'DELETE /b',
      'GET /a/:id',
      'GET /deep/er/d',
      'GET /e',
      'PATCH /nested/c',
      'POST /a/:id',
      'PUT /b',
      'USE /handler',
    ]);
  });

  it('is empty for a plugin that is not there', () => {
    expect(liveRoutes(appWith(Router()), '/api/missing')).toEqual([]);
  });
});
