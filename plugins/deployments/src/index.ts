export { default } from './plugin';
export { deploymentsApiRef } from './apis';
export { deploymentsTranslationRef } from './translation';
