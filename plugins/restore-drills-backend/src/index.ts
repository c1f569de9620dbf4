export { restoreDrillsPlugin as default } from './plugin';
export { restoreDrillsRoutes } from './routes';
