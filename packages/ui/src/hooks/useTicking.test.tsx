import { act, render, screen } from '@testing-library/react';
import { useNow, useTicking } from './useTicking';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

const drawn = jest.fn();

function Minutes() {
  const minutes = useTicking(now => Math.floor((now - 1_000_000) / 60_000));
  drawn();
  return <p>{minutes} min</p>;
}

it('draws again only when what is shown differs', () => {
  render(<Minutes />);
  const first = drawn.mock.calls.length;
  act(() => jest.advanceTimersByTime(59_000));
  expect(drawn).toHaveBeenCalledTimes(first);
  act(() => jest.advanceTimersByTime(1_000));
  expect(screen.getByText('1 min')).toBeInTheDocument();
});

it('has one timer for all and none when nothing is shown', () => {
  const both = render(
    <>
      <Minutes />
      <Minutes />
    </>,
  );
  expect(jest.getTimerCount()).toBe(1);
  both.unmount();
  expect(jest.getTimerCount()).toBe(0);
});

it('reads the clock anew after a pause without listeners', () => {
  render(<Minutes />).unmount();
  jest.setSystemTime(1_000_000 + 5 * 60_000);
  render(<Minutes />);
  expect(screen.getByText('5 min')).toBeInTheDocument();
});

it('gives the time itself once per step', () => {
  function Now() {
    return <p>{useNow(10_000)}</p>;
  }
  render(<Now />);
  act(() => jest.advanceTimersByTime(9_000));
  expect(screen.getByText('1000000')).toBeInTheDocument();
  act(() => jest.advanceTimersByTime(1_000));
  expect(screen.getByText('1010000')).toBeInTheDocument();
});
