/** Every namespace of the framework that the app translates. */
export { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
export { apiDocsTranslationRef } from '@backstage/plugin-api-docs/alpha';
export { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';
export { catalogGraphTranslationRef } from '@backstage/plugin-catalog-graph/alpha';
export { catalogReactTranslationRef } from '@backstage/plugin-catalog-react/alpha';
export { homeTranslationRef } from '@backstage/plugin-home/alpha';
export { homeReactTranslationRef } from '@backstage/plugin-home-react/alpha';
export { kubernetesTranslationRef } from '@backstage/plugin-kubernetes/alpha';
export { kubernetesReactTranslationRef } from '@backstage/plugin-kubernetes-react/alpha';
export { notificationsTranslationRef } from '@backstage/plugin-notifications/alpha';
export { orgTranslationRef } from '@backstage/plugin-org/alpha';
export { scaffolderTranslationRef } from '@backstage/plugin-scaffolder/alpha';
export { scaffolderReactTranslationRef } from '@backstage/plugin-scaffolder-react/alpha';
export { searchTranslationRef } from '@backstage/plugin-search/alpha';
export { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';
export { techdocsTranslationRef } from '@backstage/plugin-techdocs/alpha';
export { userSettingsTranslationRef } from '@backstage/plugin-user-settings/alpha';
