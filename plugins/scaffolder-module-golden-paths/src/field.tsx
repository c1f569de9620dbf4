import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { GoldenPathPreview } from './components/GoldenPathPreview/GoldenPathPreview';
import { GoldenPathRepository } from './components/GoldenPathRepository/GoldenPathRepository';
import { validatePreview } from './validatePreview';

/** Its value says how the preview ended: see `presentation/outcome.ts`. */
export const goldenPathPreviewSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      template: z
        .string()
        .optional()
        .describe('Entity ref of the template; that of the page unless set'),
    }),
});

/** `ui:field: GoldenPathPreview`. */
export const goldenPathPreviewField = createFormField({
  name: 'GoldenPathPreview',
  component: GoldenPathPreview,
  schema: goldenPathPreviewSchema,
  validation: validatePreview,
});

/** Its value is `host?owner=OWNER&repo=REPO`. */
export const goldenPathRepositorySchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      owner: z.string().optional().describe('Owner unless another is entered'),
    }),
});

/** `ui:field: GoldenPathRepository`. */
export const goldenPathRepositoryField = createFormField({
  name: 'GoldenPathRepository',
  component: GoldenPathRepository,
  schema: goldenPathRepositorySchema,
});
