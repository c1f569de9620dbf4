/** Channel of the plugin's signals. */
export const RESTORE_DRILLS_SIGNAL = 'restore-drills';

/** Says that something changed; it carries no facts, so that only who may read them fetches them. */
export type RestoreDrillsSignal = {
  drill?: string;
  store?: string;
};
