import { Toleration } from '../objects';

/** A workload of TextLoom as a table row; `manifests.ts` makes the Kubernetes objects of it. */
export interface WorkloadPlan {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  name: string;
  namespace: string;
  /** Name of the catalog component it belongs to. */
  component?: string;
  image: string;
  /** Ignored by DaemonSets. */
  replicas: number;
  cpu: string;
  memory: string;
  port?: number;
  /** Node group it runs on; everywhere it is tolerated if absent. */
  group?: string;
  tolerations?: Toleration[];
  /** Istio's sidecar beside the container. */
  mesh?: boolean;
  /** At most so many pods may be disrupted at once. */
  maxUnavailable?: number;
  autoscaler?: { min: number; max: number; cpu: number; memory?: number };
  /** Host name under which the ingress offers it. */
  host?: string;
  /** Size of a volume for each replica of a StatefulSet. */
  volume?: string;
}
