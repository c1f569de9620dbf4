/** What an EC2 instance type gives to a Kubernetes node. */
export interface InstanceType {
  name: string;
  vcpu: number;
  /** Memory that the kernel reports, in MiB: a little less than the type's nominal size. */
  memoryMi: number;
  /** Pods without prefix delegation, from AWS' `eni-max-pods.txt`. */
  maxPods: number;
}

/** The types that TextLoom runs on. */
export const INSTANCE_TYPES = {
  't3.medium': { name: 't3.medium', vcpu: 2, memoryMi: 3864, maxPods: 17 },
  'c5.2xlarge': { name: 'c5.2xlarge', vcpu: 8, memoryMi: 15_580, maxPods: 58 },
  'c5.4xlarge': {
    name: 'c5.4xlarge',
    vcpu: 16,
    memoryMi: 31_420,
    maxPods: 234,
  },
  'c5.9xlarge': {
    name: 'c5.9xlarge',
    vcpu: 36,
    memoryMi: 70_410,
    maxPods: 234,
  },
} satisfies Record<string, InstanceType>;

/** Name of an instance type that is known here. */
export type InstanceTypeName = keyof typeof INSTANCE_TYPES;

/**
 * CPU that EKS reserves for the kubelet, in millicores: 6 % of the first core, 1 % of the second, 0.5 % of the
 * next two, 0.25 % of the rest (bootstrap of the EKS AMI).
 */
function reservedCpuMillis(vcpu: number): number {
  const share = (from: number, to: number, millis: number) =>
    Math.max(0, Math.min(vcpu, to) - from) * millis;
  return (
    share(0, 1, 60) + share(1, 2, 10) + share(2, 4, 5) + share(4, vcpu, 2.5)
  );
}

/** Allocatable CPU (millicores) and memory (MiB): EKS reserves 255 MiB + 11 MiB per pod, eviction keeps 100 MiB. */
export function allocatableOf(type: InstanceType): {
  cpuMillis: number;
  memoryMi: number;
} {
  return {
    cpuMillis: Math.floor(type.vcpu * 1000 - reservedCpuMillis(type.vcpu)),
    memoryMi: type.memoryMi - (255 + 11 * type.maxPods) - 100,
  };
}
