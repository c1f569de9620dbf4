import { act, screen, waitFor } from '@testing-library/react';
import { NotAllowedError } from '@backstage/errors';
import { mockApis } from '@backstage/frontend-test-utils';
import { renderPart } from '../__testUtils__/renderPart';
import { createQueryClient, QueryProvider } from './queryClient';
import { backOff, usePluginQuery } from './usePluginQuery';

function Probe(props: { load: () => Promise<string>; pollMs?: number }) {
  const query = usePluginQuery({
    plugin: 'clusters',
    key: ['fleet'],
    load: props.load,
    pollMs: props.pollMs,
  });
  return (
    <>
      <p data-testid="state">{query.state}</p>
      <p data-testid="data">{query.data ?? 'none'}</p>
      <p data-testid="failure">{query.failure?.kind ?? 'none'}</p>
      <p data-testid="retry">{query.retryAt ? 'counted' : 'none'}</p>
      <button type="button" onClick={query.refresh}>
        refresh
      </button>
    </>
  );
}

const shows = (state: string, data: string) =>
  waitFor(() => {
    expect(screen.getByTestId('state')).toHaveTextContent(state);
    expect(screen.getByTestId('data')).toHaveTextContent(data);
  });

const refresh = () => act(() => screen.getByText('refresh').click());

it('loads, keeps the last good answer through a failure, and recovers', async () => {
  const load = jest
    .fn<Promise<string>, []>()
    .mockResolvedValueOnce('one')
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValueOnce('two');
  renderPart(<Probe load={load} pollMs={60_000} />);
  await shows('ready', 'one');
  refresh();
  await shows('stale', 'one');
  expect(screen.getByTestId('failure')).toHaveTextContent('unreachable');
  expect(screen.getByTestId('retry')).toHaveTextContent('counted');
  refresh();
  await shows('ready', 'two');
  expect(screen.getByTestId('failure')).toHaveTextContent('none');
});

it('takes the answer away when the answer becomes a no', async () => {
  const load = jest
    .fn<Promise<string>, []>()
    .mockResolvedValueOnce('secret')
    .mockRejectedValue(new NotAllowedError('no'));
  renderPart(<Probe load={load} />);
  await shows('ready', 'secret');
  refresh();
  await shows('failed', 'none');
  expect(screen.getByTestId('failure')).toHaveTextContent('denied');
});

it('polls by itself', async () => {
  let count = 0;
  const load = async () => String((count += 1));
  renderPart(<Probe load={load} pollMs={20} />);
  await waitFor(() => expect(count).toBeGreaterThan(2));
});

it('never shows one user what another was told', async () => {
  const first = mockApis.identity({ userEntityRef: 'user:default/first' });
  const client = createQueryClient();
  const told = renderPart(
    <QueryProvider client={client}>
      <Probe load={async () => 'for the first'} />
    </QueryProvider>,
    { identity: first },
  );
  await shows('ready', 'for the first');
  told.unmount();
  const second = mockApis.identity({ userEntityRef: 'user:default/second' });
  renderPart(
    <QueryProvider client={client}>
      <Probe load={() => new Promise(() => {})} />
    </QueryProvider>,
    { identity: second },
  );
  await waitFor(() => expect(client.isFetching()).toBe(1));
  await shows('loading', 'none');
});

it('waits twice as long after each failure, up to a bound', () => {
  const waits = [0, 1, 2, 3, 4, 40].map(failures => backOff(10_000, failures));
  expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 120_000, 120_000]);
  expect(backOff(10_000, 5, 15_000)).toBe(15_000);
});
