import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { goldenPathsApi } from './apis';

const previewField = FormFieldBlueprint.make({
  name: 'golden-path-preview',
  params: {
    field: () => import('./field').then(m => m.goldenPathPreviewField),
  },
});

const repositoryField = FormFieldBlueprint.make({
  name: 'golden-path-repository',
  params: {
    field: () => import('./field').then(m => m.goldenPathRepositoryField),
  },
});

/** The form fields `GoldenPathPreview`: what a template would make, and `GoldenPathRepository`: where. */
export default createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [goldenPathsApi, previewField, repositoryField],
});
