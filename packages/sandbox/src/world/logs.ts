import { PodLogs } from '../kubernetes/context';
import { hash32, hex, unit } from './random';

type LineMaker = (key: string, time: string) => string;

/** One line is written in each slot of this length. */
const SLOT_MS = 4000;

const pick = (key: string, options: string[]) =>
  options[hash32(key) % options.length];

const latency = (key: string) => 8 + Math.floor(unit(`${key}/ms`) ** 3 * 380);

const httpJson: LineMaker = (key, time) =>
  JSON.stringify({
    time,
    level: 'info',
    msg: 'request',
    method: pick(key, ['GET', 'GET', 'GET', 'POST', 'PUT']),
    path: pick(`${key}/path`, [
      '/v1/videos',
      '/v1/tasks',
      '/v1/templates',
      '/v1/users/me',
      '/v1/assets',
    ]),
    status: unit(`${key}/status`) < 0.992 ? 200 : 404,
    durationMs: latency(key),
    traceId: hex(key, 32),
  });

const taskJson: LineMaker = (key, time) =>
  JSON.stringify({
    time,
    level: 'info',
    msg: pick(key, ['task started', 'frame batch rendered', 'task finished']),
    taskId: hex(`${key}/task`, 12),
    stage: pick(`${key}/stage`, ['script', 'voice', 'render', 'mux']),
    durationMs: 400 + latency(key) * 40,
  });

const proxyLine: LineMaker = (key, time) =>
  `[${time}] "${pick(key, ['GET', 'POST'])} ${pick(`${key}/path`, [
    '/v1/videos',
    '/v1/tasks',
    '/healthz',
  ])} HTTP/2" 200 - via_upstream - "-" 0 ${latency(key)} ${latency(
    `${key}/up`,
  )} "${hex(key, 8)}"`;

const plainLine: LineMaker = (key, time) =>
  `${time} INFO ${pick(key, [
    'reconciliation finished',
    'cache refreshed',
    'health check passed',
    'sync completed',
  ])} duration=${latency(key)}ms`;

function makerOf(container: string): LineMaker {
  if (container === 'istio-proxy') return proxyLine;
  if (/worker|scheduler/.test(container)) return taskJson;
  return container.startsWith('textloom-') ? httpJson : plainLine;
}

/** Logs that are a pure function of seed, pod, container and time. */
export function createPodLogs(seed: number): PodLogs {
  return {
    lines(pod, container, { from, to }) {
      const created = Date.parse(pod.metadata.creationTimestamp ?? '');
      const start = Math.max(from, created || from);
      const lines = [];
      for (
        let slot = Math.floor(start / SLOT_MS);
        slot * SLOT_MS < to;
        slot += 1
      ) {
        const key = `${seed}/${pod.metadata.uid}/${container}/${slot}`;
        const at = slot * SLOT_MS + Math.floor(unit(key) * (SLOT_MS - 1));
        if (at >= start && at < to) {
          const time = new Date(at).toISOString();
          lines.push({ at, text: makerOf(container)(key, time) });
        }
      }
      return lines;
    },
  };
}
