/** Channel of the plugin's signals. */
export const COSTS_SIGNAL = 'costs';

/** Says that figures may have changed; it carries none, so that only who may read them fetches them. */
export type CostsSignal = {
  dataVersion?: string;
  budget?: string;
  anomaly?: string;
};
