import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { CopyLink } from './CopyLink';

it('copies the address and says so in place', async () => {
  const user = userEvent.setup();
  const write = jest.spyOn(navigator.clipboard, 'writeText');
  renderPart(<CopyLink href="https://portal.test/clusters?filter=memory" />);
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  expect(await screen.findByText('Link copied')).toBeInTheDocument();
  expect(write).toHaveBeenCalledWith(
    'https://portal.test/clusters?filter=memory',
  );
});

it('says when it could not', async () => {
  const user = userEvent.setup();
  jest
    .spyOn(navigator.clipboard, 'writeText')
    .mockRejectedValueOnce(new Error('not allowed'));
  renderPart(<CopyLink />);
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  expect(await screen.findByText('Could not copy')).toBeInTheDocument();
});
