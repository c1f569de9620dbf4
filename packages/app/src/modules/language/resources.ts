import {
  createTranslationResource,
  TranslationResource,
} from '@backstage/frontend-plugin-api';
import * as refs from './stockRefs';

/**
 * Chinese for every namespace of the framework that ships English only. Each
 * file is complete: a missing key does not compile. They load when Chinese is
 * chosen, in one chunk, so English does not pay for them.
 */
export const stockResources: TranslationResource[] = [
  createTranslationResource({
    ref: refs.coreComponentsTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/core-components.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.apiDocsTranslationRef,
    translations: {
      zh: () => import(/* webpackChunkName: "zh" */ './stock/api-docs.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.catalogTranslationRef,
    translations: {
      zh: () => import(/* webpackChunkName: "zh" */ './stock/catalog.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.catalogGraphTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/catalog-graph.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.catalogReactTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/catalog-react.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.homeTranslationRef,
    translations: {
      zh: () => import(/* webpackChunkName: "zh" */ './stock/home.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.homeReactTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/home-react.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.kubernetesTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/kubernetes.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.kubernetesReactTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/kubernetes-react.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.notificationsTranslationRef,
    translations: {
      zh: () =>
        import(
          /* webpackChunkName: "zh" */ './stock/plugin.notifications.zh.json'
        ),
    },
  }),
  createTranslationResource({
    ref: refs.orgTranslationRef,
    translations: {
      zh: () => import(/* webpackChunkName: "zh" */ './stock/org.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.scaffolderTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/scaffolder.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.scaffolderReactTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/scaffolder-react.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.searchTranslationRef,
    translations: {
      zh: () => import(/* webpackChunkName: "zh" */ './stock/search.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.searchReactTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/search-react.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.techdocsTranslationRef,
    translations: {
      zh: () => import(/* webpackChunkName: "zh" */ './stock/techdocs.zh.json'),
    },
  }),
  createTranslationResource({
    ref: refs.userSettingsTranslationRef,
    translations: {
      zh: () =>
        import(/* webpackChunkName: "zh" */ './stock/user-settings.zh.json'),
    },
  }),
];
