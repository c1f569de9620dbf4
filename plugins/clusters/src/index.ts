export { default } from './plugin';
export { clustersApiRef } from './apis';
export { clustersTranslationRef } from './translation';
