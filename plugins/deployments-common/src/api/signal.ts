/** Channel of the deployments plugin's signals. */
export const DEPLOYMENTS_SIGNAL = 'deployments';

/** Says that something changed; it carries no facts, so that only who may read them fetches them. */
export type DeploymentsSignal = {
  proposal?: string;
  service?: string;
};
