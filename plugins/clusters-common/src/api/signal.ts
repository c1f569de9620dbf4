/** Channel of the clusters plugin's signals. */
export const CLUSTERS_SIGNAL = 'clusters';

/** Says that a cluster's view changed; it carries no facts, so that only who may read them fetches them. */
export type ClustersSignal = {
  cluster: string;
  revision: number;
};
