import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { CopyText } from './CopyText';

it('copies its text and says so', async () => {
  const user = userEvent.setup();
  const write = jest.spyOn(navigator.clipboard, 'writeText');
  renderPart(<CopyText text="textloom-prod" />);
  await user.click(screen.getByRole('button', { name: 'Copy textloom-prod' }));
  expect(await screen.findByText('Copied')).toBeInTheDocument();
  expect(write).toHaveBeenCalledWith('textloom-prod');
});

it('says when the browser refuses', async () => {
  const user = userEvent.setup();
  jest.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error());
  renderPart(<CopyText text="textloom-prod" />, { language: 'zh' });
  await user.click(
    await screen.findByRole('button', { name: '复制 textloom-prod' }),
  );
  expect(await screen.findByText('无法复制')).toBeInTheDocument();
});
