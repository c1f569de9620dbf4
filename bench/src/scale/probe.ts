/**
 * Loaded into the portal's process by `--import`: answers on a loopback port how long its event loop was held,
 * how much processor time it took and what its heap retains. Nothing of the portal knows of it.
 */
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { runInNewContext } from 'node:vm';

const port = Number(process.env.BENCH_PROBE_PORT);

if (port && isMainThread) {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const server = createServer((request, response) => {
    if (request.url === '/reset') {
      delay.reset();
      response.end('{}');
      return;
    }
    const loop = {
      p99: delay.percentile(99) / 1e6,
      max: delay.max / 1e6,
    };
    const cpu = process.cpuUsage();
    const cpuSeconds = (cpu.user + cpu.system) / 1e6;
    if (request.url === '/heap') collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    response.end(
      JSON.stringify({ loop, cpuSeconds, heapBytes: heapUsed + external }),
    );
  });
  server.listen(port, '127.0.0.1');
  server.unref();
}
