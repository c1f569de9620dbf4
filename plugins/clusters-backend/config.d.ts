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
      /** Time that a node may take to become ready: 15 minutes. */
      starting?: HumanDuration | string;
      /** Time for which a planned removal excuses a node that is not ready: 1 hour. */
      leaving?: HumanDuration | string;
      /** Time after which pressure degrades a node: 10 minutes. */
      pressureDegraded?: HumanDuration | string;
      apiServerSlow?: {
        /** Median time of the API server's answers to the probe from which it is slow: 2 seconds. */
        limit?: HumanDuration | string;
        /** Time for which it is slow before that is a fault: 2 minutes. */
        lasting?: HumanDuration | string;
      };
      workloads?: {
        /** Age up to which a workload may have no ready pod: 2 minutes. */
        young?: HumanDuration | string;
        /** Time for which a workload has fewer pods than it should: 15 minutes. */
        short?: HumanDuration | string;
        /** Time for which an OOM kill is told: 1 hour. */
        oomWindow?: HumanDuration | string;
        /** Time for which a node may lack a DaemonSet's pod: 10 minutes. */
        coverage?: HumanDuration | string;
        /** Time for which a DaemonSet's pods may be where they should not: 15 minutes. */
        misscheduled?: HumanDuration | string;
        /** Time for which fewer pods are healthy than a budget demands: 15 minutes. */
        budgetBroken?: HumanDuration | string;
      };
      /** Limits of signals from Prometheus by id, such as `queue-length: 50`; shares in percent. */
      signals?: { [signal: string]: number };
    };
    /**
     * Limits of some clusters and node groups; the same settings as `thresholds`.
     * @visibility backend
     */
    overrides?: {
      /** Absent for every cluster. */
      cluster?: string;
      /** Absent for every node group. */
      group?: string;
      thresholds: { [setting: string]: unknown };
    }[];
    /**
     * Where else the facts of a cluster come from. Each is optional.
     * @visibility backend
     */
    sources?: {
      /** Name of the cluster in `kubernetes.clusterLocatorMethods`. */
      cluster: string;
      prometheus?: {
        url?: string;
        /** @visibility secret */
        token?: string;
        basicAuth?: {
          username: string;
          /** @visibility secret */
          password: string;
        };
        /** @deepVisibility secret */
        headers?: { [name: string]: string };
        /**
         * In a Prometheus that holds many clusters: the label that tells them apart. A matcher for it is added to
         * every selector of every query, your own included. The value is the cluster's name unless set.
         */
        clusterLabel?: { name: string; value?: string };
        /** PromQL by signal, where your metrics have other names. */
        queries?: { [signal: string]: string };
      };
      alertmanager?: {
        url?: string;
        /** @visibility secret */
        token?: string;
        basicAuth?: {
          username: string;
          /** @visibility secret */
          password: string;
        };
        /** @deepVisibility secret */
        headers?: { [name: string]: string };
        /** Label that tells how urgent an alert is; `priority`, else `severity`, unless set. */
        priorityLabel?: string;
        /** Priority by value of that label, beside the usual ones: P0, P1, P2 or other. */
        priorities?: { [value: string]: 'P0' | 'P1' | 'P2' | 'other' };
      };
      /** The identity is that of `aws.mainAccount`, else of the machine or pod, unless keys are set. */
      eks?: {
        region?: string;
        /** As EKS names it; the cluster's name unless set. */
        name?: string;
        /** ARN of a role that is assumed first. */
        assumeRole?: string;
        externalId?: string;
        /** Instead of AWS's own address. */
        endpoint?: string;
        accessKeyId?: string;
        /** @visibility secret */
        secretAccessKey?: string;
      };
    }[];
    /**
     * Service level objectives; replaces the built-in ones.
     * @visibility backend
     */
    slos?: {
      id: string;
      title?: string;
      /** Percent of good events, such as 99.9. */
      objective: number;
      /** 30 unless set. */
      windowDays?: number;
      /** PromQL rates of all and of bad events; `$window` stands for the range. */
      total: string;
      bad: string;
      component?: string;
    }[];
  };
}
