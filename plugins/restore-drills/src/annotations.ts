/** Marks catalog entities whose data is rehearsed, where kind and type do not say it. */
export const STORE_ANNOTATION = 'textloom.io/restore-drills';
