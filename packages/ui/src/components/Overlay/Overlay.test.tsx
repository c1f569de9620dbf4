import { useState } from 'react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { renderPart } from '../../__testUtils__/renderPart';
import { ActionButton } from '../ActionButton/ActionButton';
import { ConfirmDialog, ConfirmDialogProps } from './ConfirmDialog';
import { Field } from './Field';

function Asked(props: Partial<ConfirmDialogProps>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActionButton label="End now" onPress={() => setOpen(true)} />
      <ConfirmDialog
        title="End the silence?"
        consequence="3 alerts notify again."
        keepLabel="Keep it"
        confirmLabel="End it"
        onConfirm={() => {}}
        {...props}
        open={open}
        onKeep={() => setOpen(false)}
      />
    </>
  );
}

const ask = () =>
  userEvent.click(screen.getByRole('button', { name: 'End now' }));

it('starts on the safe choice, closes by Escape and gives focus back', async () => {
  const onConfirm = jest.fn();
  renderPart(<Asked onConfirm={onConfirm} />);
  await ask();
  expect(
    screen.getByRole('dialog', { name: 'End the silence?' }),
  ).toHaveAccessibleDescription('3 alerts notify again.');
  expect(screen.getByRole('button', { name: 'Keep it' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'End now' })).toHaveFocus(),
  );
  expect(onConfirm).not.toHaveBeenCalled();
});

it('starts in the first field when it has any, and confirms once', async () => {
  const onConfirm = jest.fn();
  renderPart(
    <Asked onConfirm={onConfirm}>
      <Field label="Reason" error="say why">
        <input />
      </Field>
    </Asked>,
  );
  await ask();
  const field = screen.getByRole('textbox', { name: 'Reason' });
  expect(field).toHaveFocus();
  expect(field).toHaveAccessibleDescription('say why');
  expect(field).toBeInvalid();
  await userEvent.click(screen.getByRole('button', { name: 'End it' }));
  expect(onConfirm).toHaveBeenCalledTimes(1);
});

it('cannot be closed or confirmed again while the act is under way', async () => {
  const onConfirm = jest.fn();
  renderPart(<Asked onConfirm={onConfirm} pendingLabel="Ending" />);
  await ask();
  await userEvent.click(screen.getByRole('button', { name: /Ending/ }));
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('dialog')).toBeInTheDocument();
  expect(onConfirm).not.toHaveBeenCalled();
});

it("shows the server's no in place", async () => {
  renderPart(
    <Asked
      failure={{ title: 'Not ended', message: 'not allowed', requestId: '8c1' }}
    />,
  );
  await ask();
  expect(screen.getByRole('status')).toHaveTextContent(
    'Not endednot allowed req 8c1',
  );
});

it('has no accessibility finding', async () => {
  renderPart(
    <Asked>
      <Field label="Reason">
        <input />
      </Field>
    </Asked>,
  );
  await ask();
  const { violations } = await axe.run(screen.getByRole('dialog'), {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
