import { Node, Pod } from '../world/objects';
import { hash32 } from '../world/random';

/** Addresses of a pod and its node, as a pod's status writes them. */
export function addressesOf(node: Node, pod: Pod) {
  const hostIP = node.status?.addresses?.find(
    ({ type }) => type === 'InternalIP',
  )?.address;
  const podIP = pod.status.podIP ?? podAddress(pod, hostIP);
  return { hostIP, podIP, podIPs: [{ ip: podIP }] };
}

/** An address in the node's subnet, as the VPC CNI gives it. */
function podAddress(pod: Pod, hostIP: string | undefined): string {
  const [a, b, c] = (hostIP ?? '10.0.0.0').split('.');
  const hash = hash32(`${pod.metadata.uid}/ip`);
  return `${a}.${b}.${Number(c) + 16 + (hash % 12)}.${
    2 + ((hash >>> 8) % 250)
  }`;
}
