import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { NAMESPACES, makeNode, makePod, makePodMetrics } from './objects.ts';
import type { KubernetesObject } from './objects.ts';

export interface FakeCluster {
  name: string;
  url: string;
  /** Requests received so far. */
  requests: () => number;
  /** From now on connections are accepted and never answered. */
  hang: () => void;
  close: () => Promise<void>;
}

/** Lists by path, already written as JSON: the fastest server that both sides can meet. */
function buildLists(nodes: number, pods: number): Map<string, string> {
  const nodeList = Array.from({ length: nodes }, (_, i) => makeNode(i));
  const podList = Array.from({ length: pods }, (_, i) => makePod(i, nodes));
  const lists = new Map<string, string>();
  const add = (path: string, kind: string, items: KubernetesObject[]) =>
    lists.set(path, list(kind, items));
  add('/api/v1/nodes', 'NodeList', nodeList);
  add('/api/v1/pods', 'PodList', podList);
  const metrics = '/apis/metrics.k8s.io/v1beta1';
  add(`${metrics}/pods`, 'PodMetricsList', podList.map(makePodMetrics));
  const nodeMetrics = nodeList.map(node => ({
    metadata: node.metadata,
    timestamp: '2026-01-01T00:00:00Z',
    usage: { cpu: '4200m', memory: '11Gi' },
  }));
  add(`${metrics}/nodes`, 'NodeMetricsList', nodeMetrics);
  for (const namespace of NAMESPACES) {
    const inside = podList.filter(p => p.metadata.namespace === namespace);
    add(`/api/v1/namespaces/${namespace}/pods`, 'PodList', inside);
    add(
      `${metrics}/namespaces/${namespace}/pods`,
      'PodMetricsList',
      inside.map(makePodMetrics),
    );
  }
  return lists;
}

function list(kind: string, items: unknown[]): string {
  return JSON.stringify({
    kind,
    apiVersion: 'v1',
    metadata: { resourceVersion: '100' },
    items,
  });
}

const GROUPS = JSON.stringify({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: [
    ['apps', 'v1'],
    ['autoscaling', 'v2'],
    ['batch', 'v1'],
    ['networking.k8s.io', 'v1'],
    ['metrics.k8s.io', 'v1beta1'],
  ].map(([name, version]) => ({
    name,
    versions: [{ groupVersion: `${name}/${version}`, version }],
    preferredVersion: { groupVersion: `${name}/${version}`, version },
  })),
});

/** A Kubernetes API as far as both portals read it: lists, and watches that stay quiet. */
export async function startFakeCluster(options: {
  name: string;
  nodes: number;
  pods: number;
}): Promise<FakeCluster> {
  const lists = buildLists(options.nodes, options.pods);
  const version = JSON.stringify({
    gitVersion: 'v1.34.1',
    major: '1',
    minor: '34',
  });
  let requests = 0;
  let hanging = false;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    requests++;
    if (hanging) return;
    const url = new URL(request.url ?? '/', 'http://cluster');
    response.setHeader('content-type', 'application/json');
    if (url.searchParams.get('watch')) {
      keepWatch(response, () => hanging);
    } else if (url.pathname === '/version') response.end(version);
    else if (url.pathname === '/apis') response.end(GROUPS);
    else response.end(lists.get(url.pathname) ?? list('List', []));
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    name: options.name,
    url: `http://127.0.0.1:${port}`,
    requests: () => requests,
    hang: () => {
      hanging = true;
    },
    close: () => closeServer(server),
  };
}

/** Nothing changes; a bookmark now and then says so, as real servers do. */
function keepWatch(response: ServerResponse, hanging: () => boolean): void {
  const bookmark = JSON.stringify({
    type: 'BOOKMARK',
    object: { metadata: { resourceVersion: '100' } },
  });
  response.flushHeaders();
  const timer = setInterval(() => {
    if (!hanging()) response.write(`${bookmark}\n`);
  }, 20_000);
  response.on('close', () => clearInterval(timer));
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
