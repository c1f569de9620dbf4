import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Health of clusters and node groups. The clusters themselves are those of `kubernetes.clusterLocatorMethods`. */
  clusters?: {
    /**
     * Labels that name a node's group, first match first. Replaces the built-in list, which knows EKS, Karpenter,
     * eksctl, GKE, AKS, kOps and Cluster API.
     * @visibility backend
     */
    nodeGroupLabels?: string[];
    /**
     * Limits of the health rules. What is not set is as TextLoom's architecture says.
     * @visibility backend
     */
    thresholds?: {
      /** Used share of a node's allocatable CPU, in percent: 70 and 90. */
      cpu?: { warning?: number; degraded?: number };
      /** Used share of a node's allocatable memory, in percent: 80 and 90. */
      memory?: { warning?: number; degraded?: number };
      /** Used share of a node's pod slots, in percent: 95. */
      pods?: { warning?: number };
      /** Age of a node's lease above which its heartbeat is late: 20 seconds. */
      heartbeatLate?: HumanDuration | string;
      /** Time after which a node that is not ready is critical: 5 minutes. */
      notReadyCritical?: HumanDuration | string;
      /** Time after which a cordoned node is a warning: 24 hours. */
      cordonedLong?: HumanDuration | string;
      /** Time for which a group lacks room for its largest node before it is a warning: 10 minutes. */
      noSpareNode?: HumanDuration | string;
      /** Time for which pods find no node before it is a finding: 5 minutes. */
      unschedulable?: HumanDuration | string;
      /** Time for which an autoscaler is at its maximum before it is a finding: 15 minutes. */
      hpaAtMaximum?: HumanDuration | string;
    };
  };
}
