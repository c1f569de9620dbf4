import {
  WorkloadKind,
  workloadKindSchema,
  WorkloadName,
  WorkloadPod,
} from '@textloom/plugin-clusters-common';
import { Intent } from '@textloom/ui';
import { podState, PodWord } from './intents';

/** Kinds of workload that have pages. */
export const WORKLOAD_KINDS: readonly WorkloadKind[] =
  workloadKindSchema.options;

/** A workload as one line, such as `Deployment textloom/textloom-api`. */
export function workloadLine(workload: WorkloadName): string {
  return `${workload.kind} ${workload.namespace}/${workload.name}`;
}

/** The workload that a line names; undefined while it names none. */
export function parseWorkloadLine(line: string): WorkloadName | undefined {
  const [, word, namespace, name] =
    /^(\w+) ([-a-z0-9]+)\/([-a-z0-9.]+)$/.exec(line.trim()) ?? [];
  const kind = workloadKindSchema.safeParse(word).data;
  return kind && namespace && name ? { kind, namespace, name } : undefined;
}

/** An image without its registry, and with a digest cut to what tells it apart. */
export function shortImage(image: string): string {
  const path = image.slice(image.lastIndexOf('/') + 1);
  return path.replace(/@sha256:([0-9a-f]{4})[0-9a-f]*([0-9a-f]{4})$/, '@$1…$2');
}

/** A pod's trouble in Kubernetes' own word, else its state. */
export function podWord(
  pod: WorkloadPod,
): { trouble: string; intent: Intent } | { word: PodWord; intent: Intent } {
  return pod.trouble
    ? { trouble: pod.trouble, intent: pod.ready ? 'caution' : 'critical' }
    : podState(pod);
}
