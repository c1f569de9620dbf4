import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as breathe } from 'node:timers/promises';
import { makeNode, makePod } from '../clusters/objects.ts';
import type { KubernetesObject } from '../clusters/objects.ts';

/** A cluster whose objects are written when they are asked for, so that any size fits into memory. */
export interface BigCluster {
  name: string;
  url: string;
  /** Sends a change of a node to whoever watches. */
  changeNode: (index: number, ready: boolean) => void;
  changePod: (index: number) => void;
  /** Tells all watchers that their version is gone, so that they list anew. */
  expire: () => void;
  /** Complete lists of pods that were sent. */
  podLists: () => number;
  close: () => Promise<void>;
}

interface Kind {
  count: number;
  make: (index: number) => KubernetesObject;
  watchers: Set<ServerResponse>;
}

const GROUPS = JSON.stringify({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: [],
});

function pageOf(kind: Kind, from: number, limit: number): string[] {
  const to = Math.min(kind.count, from + limit);
  const next = to < kind.count ? `,"continue":"${to}"` : '';
  const items: string[] = [];
  for (let index = from; index < to; index++) {
    items.push(JSON.stringify(kind.make(index)));
  }
  return [
    `{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"100"${next}},"items":[`,
    items.join(','),
    ']}',
  ];
}

/** Starts a cluster of so many nodes and pods. */
export async function startBigCluster(options: {
  name: string;
  nodes: number;
  pods: number;
}): Promise<BigCluster> {
  const { name, nodes, pods } = options;
  const kinds: Record<string, Kind> = {
    '/api/v1/nodes': { count: nodes, make: makeNode, watchers: new Set() },
    '/api/v1/pods': {
      count: pods,
      make: index => makePod(index, nodes),
      watchers: new Set(),
    },
  };
  let version = 100;
  let podLists = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://cluster');
    const kind = kinds[url.pathname];
    response.setHeader('content-type', 'application/json');
    if (url.searchParams.get('watch')) {
      response.flushHeaders();
      kind?.watchers.add(response);
      response.on('close', () => kind?.watchers.delete(response));
    } else if (kind) {
      const from = Number(url.searchParams.get('continue') ?? 0);
      const limit = Number(url.searchParams.get('limit') ?? kind.count);
      await breathe();
      response.end(pageOf(kind, from, limit || kind.count).join(''));
      if (kind.make !== makeNode && from + limit >= kind.count) podLists++;
    } else if (url.pathname === '/version') {
      response.end('{"gitVersion":"v1.34.1","major":"1","minor":"34"}');
    } else if (url.pathname === '/apis') {
      response.end(GROUPS);
    } else {
      response.end(
        '{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"100"},"items":[]}',
      );
    }
  };
  const send = (path: string, type: string, object: unknown) => {
    const line = `${JSON.stringify({ type, object })}\n`;
    kinds[path]?.watchers.forEach(watcher => watcher.write(line));
  };
  const next = (object: KubernetesObject): KubernetesObject => ({
    ...object,
    metadata: { ...object.metadata, resourceVersion: `${++version}` },
  });

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    changeNode: (index, ready) => {
      const node = next(makeNode(index));
      send('/api/v1/nodes', 'MODIFIED', {
        ...node,
        status: {
          ...(node.status as object),
          conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
        },
      });
    },
    changePod: index =>
      send('/api/v1/pods', 'MODIFIED', next(makePod(index, nodes))),
    expire: () => {
      for (const { watchers } of Object.values(kinds)) {
        for (const watcher of watchers) {
          watcher.end(
            '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}\n',
          );
        }
      }
    },
    podLists: () => podLists,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
