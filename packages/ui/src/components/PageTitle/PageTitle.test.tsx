import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { PageTitle } from './PageTitle';

it('is the h2 of the page with a long name cut in its middle', () => {
  const name = `ip-10-20-37-142.${'x'.repeat(60)}.compute.internal`;
  renderPart(<PageTitle name={name} facts={['c5.4xlarge', 'zone 1a']} />);
  const heading = screen.getByRole('heading', { level: 2 });
  expect(heading).toHaveAttribute('title', name);
  expect(heading.textContent).toMatch(
    /^ip-10-20-37-142.*….*compute\.internal$/,
  );
  expect(screen.getByText('zone 1a')).toBeInTheDocument();
});

it('offers its actions also in a menu', async () => {
  const silence = jest.fn();
  renderPart(
    <PageTitle
      name="textloom-prod"
      actions={[
        { label: 'Silence…', onPress: silence },
        { label: 'Drain', disabledReason: 'Only SRE may.' },
      ]}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'More actions' }));
  const items = await screen.findAllByRole('menuitem');
  expect(items.map(item => item.textContent)).toEqual([
    'Silence…',
    'Drain (Only SRE may.)',
  ]);
  expect(items[1]).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(items[0]);
  expect(silence).toHaveBeenCalledTimes(1);
});
