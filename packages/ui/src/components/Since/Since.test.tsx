import { act, screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { Clock } from './Clock';
import { Since } from './Since';

it('stays current and has the instant in UTC', () => {
  jest.useFakeTimers({ now: new Date('2026-11-23T06:32:10Z') });
  try {
    renderPart(<Since at="2026-11-23T06:32:07Z" ago />);
    const time = screen.getByText('3 s ago');
    expect(time).toHaveAttribute('title', '2026-11-23 06:32:07 UTC');
    act(() => jest.advanceTimersByTime(1_000));
    expect(time).toHaveTextContent('4 s ago');
    act(() => jest.advanceTimersByTime(120_000));
    expect(time).toHaveTextContent('2 min ago');
  } finally {
    jest.useRealTimers();
  }
});

it('follows a new instant at once', () => {
  jest.useFakeTimers({ now: new Date('2026-11-23T06:32:10Z') });
  try {
    const { update, container } = renderPart(
      <Since at="2026-11-23T06:30:10Z" />,
    );
    expect(container).toHaveTextContent('2 min');
    update(<Since at="2026-11-23T06:32:10Z" />);
    expect(container).toHaveTextContent('0 s');
  } finally {
    jest.useRealTimers();
  }
});

it.each([undefined, 'yesterday'])('shows a dash for %s', at => {
  const { container } = renderPart(
    <>
      <Since at={at} /> <Clock at={at} />
    </>,
  );
  expect(container).toHaveTextContent('– –');
});

it('writes the clock in the viewer’s zone', () => {
  renderPart(<Clock at="2026-11-23T06:32:10Z" timeZone="Asia/Shanghai" />);
  const time = screen.getByText('14:32');
  expect(time).toHaveAttribute('datetime', '2026-11-23T06:32:10.000Z');
});
