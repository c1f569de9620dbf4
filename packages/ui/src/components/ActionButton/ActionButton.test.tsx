import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { ActionButton } from './ActionButton';

it('does what it says', async () => {
  const onPress = jest.fn();
  renderPart(<ActionButton label="Show all" onPress={onPress} />);
  await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(onPress).toHaveBeenCalledTimes(1);
});

it('stays focusable and says why when it cannot be done', async () => {
  const onPress = jest.fn();
  const reason = 'You wrote 3 of the 14 commits, so you cannot approve.';
  renderPart(
    <ActionButton label="Approve" onPress={onPress} disabledReason={reason} />,
  );
  const button = screen.getByRole('button', { name: 'Approve' });
  button.focus();
  expect(button).toHaveFocus();
  expect(button).toHaveAccessibleDescription(reason);
  expect(screen.getByText(reason)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(onPress).not.toHaveBeenCalled();
});

it('does not act twice while it is under way', async () => {
  const onPress = jest.fn();
  renderPart(
    <ActionButton label="Approve" onPress={onPress} pendingLabel="Approving" />,
  );
  await userEvent.click(screen.getByText('Approving'));
  expect(onPress).not.toHaveBeenCalled();
});

it('is a link where it leads somewhere, and says when that is outside', () => {
  renderPart(
    <>
      <ActionButton label="All pods" href="/pods" />
      <ActionButton label="Grafana" href="https://grafana.test/d/1" />
      <ActionButton
        label="Logs"
        href="https://logs.test"
        disabledReason="Logs are not connected."
      />
    </>,
  );
  expect(screen.getByRole('link', { name: 'All pods' })).toHaveAttribute(
    'href',
    '/pods',
  );
  const outside = screen.getByRole('link', {
    name: /Grafana.*opens in a new tab/,
  });
  expect(outside).toHaveAttribute('rel', 'noopener noreferrer');
  expect(screen.getByRole('button', { name: 'Logs' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});
