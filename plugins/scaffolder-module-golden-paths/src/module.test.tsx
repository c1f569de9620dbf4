import { renderTestApp } from '@backstage/frontend-test-utils';
import module from './module';
import { goldenPathPreviewField } from './field';

it('is a module that apps take', () => {
  expect(() => renderTestApp({ features: [module] })).not.toThrow();
});

it('is the field that templates name', () => {
  expect(goldenPathPreviewField).toMatchObject({
    $$type: '@backstage/scaffolder/FormField',
    name: 'GoldenPathPreview',
  });
});
