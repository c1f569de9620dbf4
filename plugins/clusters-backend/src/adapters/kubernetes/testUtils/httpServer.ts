import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo, Socket } from 'node:net';

/** A real HTTP server on loopback. */
export interface TestHttpServer {
  url: string;
  /** Connections that were ever opened. */
  connections: Socket[];
  close(): Promise<void>;
}

/** Starts a server on a free port; closing it cuts what is open. */
export async function startHttpServer(
  listener: RequestListener,
): Promise<TestHttpServer> {
  const server: Server = createServer(listener);
  const connections: Socket[] = [];
  server.on('connection', socket => connections.push(socket));
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
