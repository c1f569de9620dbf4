import { parseCpuMillis, parseMemoryBytes } from './quantity';
import { asList, asObject, RawObject } from './raw';

interface Request {
  cpuMillis: number;
  memoryBytes: number;
}

const NOTHING: Request = { cpuMillis: 0, memoryBytes: 0 };

/**
 * What the scheduler reserves for a pod of this spec:
 * overhead + max(Σ app and sidecar containers, largest init step), where a sidecar is an init container
 * that restarts always, and an init step runs beside the sidecars that were started before it.
 * A request at the level of the pod, where given, takes the place of the containers' sum.
 * Source: Kubernetes docs `workloads/pods/sidecar-containers`, `component-helpers/resource/helpers.go`.
 */
export function podRequests(spec: RawObject): Request {
  let sidecars = NOTHING;
  let peak = NOTHING;
  for (const container of asList(spec.initContainers)) {
    const request = containerRequest(container);
    if (asObject(container).restartPolicy === 'Always') {
      sidecars = add(sidecars, request);
      peak = larger(peak, sidecars);
    } else {
      peak = larger(peak, add(sidecars, request));
    }
  }
  const apps = asList(spec.containers)
    .map(containerRequest)
    .reduce(add, NOTHING);
  const containers = larger(add(apps, sidecars), peak);
  const { requests } = asObject(spec.resources);
  return add(
    {
      cpuMillis: parseCpuMillis(asObject(requests).cpu) ?? containers.cpuMillis,
      memoryBytes:
        parseMemoryBytes(asObject(requests).memory) ?? containers.memoryBytes,
    },
    quantities(spec.overhead),
  );
}

/** A container that names only a limit requests as much; the API server writes that into the pod itself. */
function containerRequest(raw: unknown): Request {
  return quantities(asObject(asObject(raw).resources).requests);
}

function quantities(raw: unknown): Request {
  const { cpu, memory } = asObject(raw);
  return {
    cpuMillis: parseCpuMillis(cpu) ?? 0,
    memoryBytes: parseMemoryBytes(memory) ?? 0,
  };
}

function add(a: Request, b: Request): Request {
  return {
    cpuMillis: a.cpuMillis + b.cpuMillis,
    memoryBytes: a.memoryBytes + b.memoryBytes,
  };
}

function larger(a: Request, b: Request): Request {
  return {
    cpuMillis: Math.max(a.cpuMillis, b.cpuMillis),
    memoryBytes: Math.max(a.memoryBytes, b.memoryBytes),
  };
}
