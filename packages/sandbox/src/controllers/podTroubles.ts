import { rfc3339 } from '../kubernetes/store';
import { imageIdOf } from '../world/images';
import { Node, Pod, PODS, updateIfChanged } from '../world/objects';
import { ClusterWorld, PodFault } from '../world/world';
import { withCondition } from './conditions';
import { recordEvent } from './events';
import { addressesOf } from './podAddress';

/** Between two starts of a container that ends again. */
const RESTART_MS = 20_000;
/** So often it had ended before a person looked. */
const RESTARTS_BEFORE = 5;

/** State of a container that is not well, and what the kubelet says of it. */
interface Trouble {
  state: object;
  lastState?: object;
  restartCount?: number;
  phase: 'Pending' | 'Running';
  event: { reason: string; message: string };
}

/** Reports a pod whose container cannot run as it should. False when nothing is wrong with it. */
export function reportTrouble(
  world: ClusterWorld,
  node: Node,
  pod: Pod,
): boolean {
  const trouble = troubleOf(world, pod);
  if (!trouble) {
    return false;
  }
  const now = world.store.now();
  const { event, phase, ...first } = trouble;
  const started = phase === 'Running';
  const condition = (type: string, well: boolean) => ({
    type,
    status: well ? 'True' : 'False',
    ...(!well && {
      reason: 'ContainersNotReady',
      message: `containers with unready status: [${pod.spec.containers[0].name}]`,
    }),
  });
  const conditions = [
    condition('PodReadyToStartContainers', true),
    condition('Initialized', true),
    condition('Ready', false),
    condition('ContainersReady', false),
  ].reduce(
    (all, item) => withCondition(all, item, now),
    pod.status.conditions ?? [],
  );
  updateIfChanged(world.store, PODS, pod, {
    ...pod,
    status: {
      ...pod.status,
      phase,
      startTime: pod.status.startTime ?? rfc3339(now),
      ...addressesOf(node, pod),
      conditions,
      containerStatuses: pod.spec.containers.map(({ name, image }, index) => ({
        name,
        image,
        imageID: started ? imageIdOf(image) : '',
        ready: index > 0,
        started: index > 0 || started,
        restartCount: 0,
        state: { running: { startedAt: pod.status.startTime ?? rfc3339(now) } },
        lastState: {},
        ...(index === 0 && first),
      })),
    },
  });
  recordEvent(world, pod, { type: 'Warning', source: 'kubelet', ...event });
  return true;
}

function troubleOf(world: ClusterWorld, pod: Pod): Trouble | undefined {
  const { namespace, name } = pod.metadata;
  const { image } = pod.spec.containers[0];
  const broken = world.faults.images.get(image);
  if (broken === 'missing') {
    return {
      phase: 'Pending',
      state: {
        waiting: {
          reason: 'ImagePullBackOff',
          message: `Back-off pulling image "${image}": ErrImagePull: not found`,
        },
      },
      event: {
        reason: 'Failed',
        message: `Failed to pull image "${image}": rpc error: code = NotFound desc = failed to pull and unpack image "${image}": not found`,
      },
    };
  }
  if (broken === 'never-ready') {
    const startedAt = pod.status.startTime ?? rfc3339(world.store.now());
    return {
      phase: 'Running',
      state: { running: { startedAt } },
      event: {
        reason: 'Unhealthy',
        message:
          'Readiness probe failed: HTTP probe failed with statuscode: 503',
      },
    };
  }
  const fault = world.faults.pods.get(`${namespace}/${name}`);
  if (fault?.fault === 'no-address') {
    return withoutAddress(pod);
  }
  return fault && ended(fault.fault, fault.since, world.store.now(), pod);
}

function withoutAddress({ metadata: { name, namespace } }: Pod): Trouble {
  return {
    phase: 'Pending',
    state: { waiting: { reason: 'ContainerCreating' } },
    event: {
      reason: 'FailedCreatePodSandBox',
      message: `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container ${namespace}/${name}`,
    },
  };
}

function ended(fault: PodFault, since: number, now: number, pod: Pod): Trouble {
  const times = Math.floor((now - since) / RESTART_MS);
  const at = rfc3339(since + times * RESTART_MS);
  const [{ name }] = pod.spec.containers;
  const message = `back-off 5m0s restarting failed container=${name} pod=${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  return {
    phase: 'Running',
    restartCount: RESTARTS_BEFORE + times,
    state: { waiting: { reason: 'CrashLoopBackOff', message } },
    lastState: {
      terminated: {
        ...(fault === 'oom-kill'
          ? { reason: 'OOMKilled', exitCode: 137 }
          : { reason: 'Error', exitCode: 1 }),
        startedAt: at,
        finishedAt: at,
      },
    },
    event: {
      reason: 'BackOff',
      message: `Back-off restarting failed container ${name} in pod ${pod.metadata.name}`,
    },
  };
}
