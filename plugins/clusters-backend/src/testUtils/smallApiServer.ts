import { createServer, ServerResponse } from 'node:http';
import { AddressInfo, Socket } from 'node:net';

/** An API server in this process that knows nodes and pods, and little else. */
export interface SmallApiServer {
  url: string;
  token: string;
  /** Writes a node. */
  put(resource: 'nodes', name: string, node: { ready: string }): void;
  /** From now on the token is refused; watches end. */
  expire(): void;
  requests(): number;
  connections(): number;
  close(): Promise<void>;
}

const GROUPS = {
  kind: 'APIGroupList',
  groups: [{ name: 'autoscaling', versions: [{ version: 'v2' }] }],
};

/** Starts the server on a free loopback port. */
export async function startSmallApiServer(): Promise<SmallApiServer> {
  const token = 'a-secret-token';
  const nodes = new Map<string, object>();
  const watches = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  let version = 1;
  let valid = true;
  let requests = 0;

  const listOf = (items: object[]) => ({
    metadata: { resourceVersion: String(version) },
    items,
  });

  const answerOf = (path: string): object | undefined => {
    switch (path) {
      case '/version':
        return { gitVersion: 'v1.34.1' };
      case '/apis':
        return GROUPS;
      case '/api/v1/nodes':
        return listOf([...nodes.values()]);
      case '/api/v1/pods':
      case '/api/v1/events':
      case '/apis/autoscaling/v2/horizontalpodautoscalers':
        return listOf([]);
      default:
        return undefined;
    }
  };

  const server = createServer((req, res) => {
    requests++;
    const { pathname, searchParams } = new URL(req.url ?? '', 'http://api');
    const answer = answerOf(pathname);
    if (!valid || req.headers.authorization !== `Bearer ${token}`) {
      res.writeHead(401).end('{"kind":"Status","code":401}');
    } else if (!answer) {
      res.writeHead(404).end('{"kind":"Status","code":404}');
    } else if (searchParams.get('watch')) {
      res.writeHead(200).flushHeaders();
      if (pathname === '/api/v1/nodes') {
        watches.add(res);
        res.on('close', () => watches.delete(res));
      }
    } else {
      res.writeHead(200).end(JSON.stringify(answer));
    }
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    put: (_resource, name, { ready }) => {
      const type = nodes.has(name) ? 'MODIFIED' : 'ADDED';
      const object = {
        metadata: {
          name,
          resourceVersion: String(++version),
          creationTimestamp: '2026-01-01T00:00:00Z',
        },
        status: { conditions: [{ type: 'Ready', status: ready }] },
      };
      nodes.set(name, object);
      watches.forEach(watch =>
        watch.write(`${JSON.stringify({ type, object })}\n`),
      );
    },
    expire: () => {
      valid = false;
      watches.forEach(watch => watch.end());
    },
    requests: () => requests,
    connections: () => sockets.size,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
