export { default } from './plugin';
export { costsApiRef } from './apis';
export { costsTranslationRef } from './translation';
