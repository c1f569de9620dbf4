export { default } from './plugin';
export { restoreDrillsApiRef } from './apis';
export { restoreDrillsTranslationRef } from './translation';
