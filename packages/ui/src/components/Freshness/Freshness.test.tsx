import { act, screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { effectiveFreshness, Freshness } from './Freshness';

const limits = { liveSeconds: 10, staleSeconds: 60 };

it.each([
  ['live', 1_000, 'live'],
  ['live', 10_000, 'live'],
  ['live', 10_001, 'updated'],
  ['live', 60_001, 'stale'],
  ['stale', 1_000, 'stale'],
  ['never', 1_000, 'never'],
  ['live', NaN, 'never'],
] as const)('%s of %d ms is %s', (state, age, shown) => {
  expect(effectiveFreshness(state, age, limits)).toBe(shown);
});

it('loses its claim to be live as time passes without news', () => {
  jest.useFakeTimers();
  try {
    const at = new Date(Date.now() - 1_000).toISOString();
    const { container } = renderPart(<Freshness state="live" at={at} />);
    expect(container).toHaveTextContent('Live, 1 s ago');
    act(() => jest.advanceTimersByTime(23_000));
    expect(container).toHaveTextContent('Updated 24 s ago');
    act(() => jest.advanceTimersByTime(60_000));
    expect(container).toHaveTextContent('Stale, 1 min');
  } finally {
    jest.useRealTimers();
  }
});

it('does not invent an age', () => {
  renderPart(<Freshness state="live" />);
  expect(screen.getByText('No data yet')).toBeInTheDocument();
});
