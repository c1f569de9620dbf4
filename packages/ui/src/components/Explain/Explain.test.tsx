import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { Explain } from './Explain';

it('opens from the keyboard, and Esc leads back to the figure', async () => {
  renderPart(
    <Explain label="How $18.37 is made">
      <p>Rules v7</p>
    </Explain>,
  );
  const button = await screen.findByRole('button', {
    name: 'How $18.37 is made',
  });
  expect(screen.queryByText('Rules v7')).toBeNull();
  button.focus();
  await userEvent.keyboard('{Enter}');
  expect(
    await screen.findByRole('dialog', { name: 'How $18.37 is made' }),
  ).toHaveTextContent('Rules v7');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(button).toHaveFocus());
});
