import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { Loading } from './Loading';
import { PageState } from './PageState';

it('counts down to the next try, offers it now, and names the request', async () => {
  jest.useFakeTimers();
  try {
    const onRetry = jest.fn();
    renderPart(
      <PageState
        kind="error"
        title="Prometheus did not answer in 5 s"
        retryAt={Date.now() + 20_000}
        onRetry={onRetry}
        requestId="8c1f04"
      >
        Nodes are live.
      </PageState>,
    );
    const state = screen.getByRole('status');
    expect(state).toHaveTextContent('Retrying in 20 s. req 8c1f04');
    act(() => jest.advanceTimersByTime(5_000));
    expect(state).toHaveTextContent('Retrying in 15 s.');
    act(() => jest.advanceTimersByTime(16_000));
    expect(state).toHaveTextContent('Retrying now.');
    screen.getByRole('button', { name: 'Retry' }).click();
    expect(onRetry).toHaveBeenCalledTimes(1);
  } finally {
    jest.useRealTimers();
  }
});

it('offers what can be done, and says why something cannot', async () => {
  const ask = jest.fn();
  renderPart(
    <PageState
      kind="denied"
      title="You cannot see costs of commerce"
      actions={[
        { label: 'Ask commerce…', onPress: ask },
        { label: 'Open', onPress: ask, disabledReason: 'Only owners may.' },
      ]}
    />,
  );
  const blocked = screen.getByRole('button', { name: 'Open' });
  expect(blocked).toHaveAccessibleDescription('Only owners may.');
  await userEvent.click(blocked);
  expect(ask).not.toHaveBeenCalled();
  await userEvent.tab();
  await userEvent.click(screen.getByRole('button', { name: 'Ask commerce…' }));
  expect(ask).toHaveBeenCalledTimes(1);
});

it('is a heading only where it is the page', () => {
  renderPart(
    <>
      <PageState kind="notFound" size="page" title="No cluster textloom-x" />
      <PageState kind="empty" title="No findings" />
    </>,
  );
  expect(screen.getAllByRole('heading').map(h => h.textContent)).toEqual([
    'No cluster textloom-x',
  ]);
});

it('says that it loads, in the reader’s language', async () => {
  renderPart(<Loading shape="page" />, { language: 'zh' });
  expect(await screen.findByText('加载中')).toBeInTheDocument();
  expect(screen.getByRole('status')).toHaveAttribute('aria-busy', 'true');
});
