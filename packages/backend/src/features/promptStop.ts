import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';

/** How long requests may go on after the server has stopped to listen, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * The default HTTP router, with an end to waiting: events are fetched by requests that the events plugin answers after
 * up to 55 seconds, and the default waits for them all. A process manager would have killed the portal before that.
 */
export default rootHttpRouterServiceFactory({
  configure({ applyDefaults, lifecycle, server }) {
    applyDefaults();
    lifecycle.addShutdownHook(() => {
      setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
    });
  },
});
