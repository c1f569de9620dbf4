import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { appConfigIn } from '@textloom/ui/testUtils';
import {
  aPreview,
  FakeGoldenPaths,
  findings,
} from './__testUtils__/renderField';
import { goldenPathsApiRef } from './apis';
import { GoldenPathPreview } from './components/GoldenPathPreview/GoldenPathPreview';
import { validatePreview } from './validatePreview';

// Pages of a form scroll to their tops, which jsdom cannot.
beforeEach(() => {
  jest.spyOn(window, 'scrollTo').mockImplementation(() => {});
});

it('holds the real form up at its last page until the errors are gone', async () => {
  const user = userEvent.setup();
  const client = new FakeGoldenPaths(async () =>
    aPreview(
      findings({ rule: 'dockerfile-root', file: 'Dockerfile', line: 2 }),
    ),
  );
  const created: unknown[] = [];
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'Shop',
        steps: [
          {
            title: 'About',
            schema: {
              type: 'object',
              properties: { name: { type: 'string', default: 'shop' } },
            },
          },
          {
            title: 'Look',
            schema: {
              type: 'object',
              properties: {
                preview: {
                  type: 'string',
                  'ui:field': 'GoldenPathPreview',
                  'ui:options': { template: 'template:default/shop' },
                },
              },
            },
          },
        ],
      }}
      extensions={[
        {
          name: 'GoldenPathPreview',
          component: GoldenPathPreview as any,
          validation: validatePreview as any,
        },
      ]}
      onCreate={async values => {
        created.push(values);
      }}
    />,
    {
      config: appConfigIn('en'),
      apis: [[goldenPathsApiRef, client]],
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Next' }));
  expect(await screen.findByText(/found one error, so nothing/)).toBeVisible();
  expect(client.asked).toEqual([
    { templateRef: 'template:default/shop', values: { name: 'shop' } },
  ]);

  await user.click(screen.getByRole('button', { name: 'Review' }));
  expect(
    (await screen.findAllByText(/Correct your answers, or ask the owners/))
      .length,
  ).toBeGreaterThan(0);
  expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();

  client.answer = async () => aPreview();
  await user.click(screen.getByRole('button', { name: 'Look again' }));
  expect(await screen.findByText(/4 files will be made/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Review' }));
  await user.click(await screen.findByRole('button', { name: 'Create' }));
  expect(created).toEqual([{ name: 'shop', preview: 'passed' }]);
});
