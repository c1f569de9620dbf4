import { KubeObject } from '../kubernetes/types';
import { hex } from './random';
import { WorkloadPlan } from './workloads/types';

/** The EBS GP3 and EFS classes of the architecture document. */
export function storageClasses(): KubeObject[] {
  return [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'gp3',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    },
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'efs' },
      provisioner: 'efs.csi.aws.com',
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'Immediate',
    },
  ];
}

/** Bound claim and volume of each replica of a StatefulSet with storage. */
export function volumesOf(seed: number, plan: WorkloadPlan): KubeObject[] {
  const { volume, namespace, name, replicas } = plan;
  if (!volume) {
    return [];
  }
  return Array.from({ length: replicas }, (_, n) => {
    const claim = `data-${name}-${n}`;
    const key = `${seed}/${namespace}/${claim}`;
    const volumeName = `pvc-${hex(key, 8)}-${hex(`${key}/b`, 12)}`;
    const shared = {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'gp3',
      volumeMode: 'Filesystem',
    };
    return [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: volumeName },
        spec: {
          ...shared,
          capacity: { storage: volume },
          claimRef: { kind: 'PersistentVolumeClaim', namespace, name: claim },
          csi: {
            driver: 'ebs.csi.aws.com',
            volumeHandle: `vol-0${hex(`${key}/volume`, 16)}`,
          },
          persistentVolumeReclaimPolicy: 'Retain',
        },
        status: { phase: 'Bound' },
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: claim, namespace },
        spec: {
          ...shared,
          resources: { requests: { storage: volume } },
          volumeName,
        },
        status: {
          phase: 'Bound',
          accessModes: shared.accessModes,
          capacity: { storage: volume },
        },
      },
    ];
  }).flat();
}
