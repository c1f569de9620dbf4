export { costsPlugin as default } from './plugin';
export { costsRoutes } from './routes';
