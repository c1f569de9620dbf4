export { goldenPathsApiRef } from './apis';
export { default } from './module';
export { goldenPathsTranslationRef } from './translation';
