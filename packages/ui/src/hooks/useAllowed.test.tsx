import { act, screen } from '@testing-library/react';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { useAllowed } from './useAllowed';

// Answers are cached by permission, so each case asks for one of its own.
function Probe({ name }: { name: string }) {
  const permission = createPermission({ name, attributes: { action: 'read' } });
  return <p>{useAllowed(permission)}</p>;
}

it.each([
  [AuthorizeResult.ALLOW, 'allowed'],
  [AuthorizeResult.DENY, 'denied'],
] as const)(
  '%s is %s, and neither before the answer',
  async (result, answer) => {
    let decide: (value: { result: typeof result }) => void = () => {};
    const permission = mockApis.permission.mock({
      authorize: () =>
        new Promise(resolve => {
          decide = resolve;
        }),
    });
    renderInTestApp(<Probe name={answer} />, { apis: [permission] });
    expect(screen.getByText('loading')).toBeInTheDocument();
    await act(async () => decide({ result }));
    expect(await screen.findByText(answer)).toBeInTheDocument();
  },
);

it('counts a failed check as denied', async () => {
  const permission = mockApis.permission.mock({
    authorize: () => Promise.reject(new Error('down')),
  });
  renderInTestApp(<Probe name="failing" />, { apis: [permission] });
  expect(await screen.findByText('denied')).toBeInTheDocument();
});
