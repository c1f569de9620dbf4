/**
 * What is secret, and where it stands. All settings are in docs/reference/configuration.md; the plugin itself refuses
 * those that it does not understand, in words that say which.
 */
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
    thresholds?: object;
    /**
     * Limits of some clusters and node groups; the same settings as `thresholds`.
     * @visibility backend
     */
    overrides?: object[];
    /**
     * Where else the facts of a cluster come from. Each is optional.
     * @visibility backend
     */
    sources?: {
      /** Name of the cluster in `kubernetes.clusterLocatorMethods`. */
      cluster: string;
      [setting: string]: unknown;
      prometheus?: {
        [setting: string]: unknown;
        /** @visibility secret */
        token?: string;
        basicAuth?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password: string;
        };
        /** @deepVisibility secret */
        headers?: { [name: string]: string };
      };
      alertmanager?: {
        [setting: string]: unknown;
        /** @visibility secret */
        token?: string;
        basicAuth?: {
          [setting: string]: unknown;
          /** @visibility secret */
          password: string;
        };
        /** @deepVisibility secret */
        headers?: { [name: string]: string };
      };
      /** The identity is that of `aws.mainAccount`, else of the machine or pod, unless keys are set. */
      eks?: {
        [setting: string]: unknown;
        /** @visibility secret */
        secretAccessKey?: string;
      };
    }[];
    /**
     * Service level objectives; replaces the built-in ones.
     * @visibility backend
     */
    slos?: object[];
  };
}
