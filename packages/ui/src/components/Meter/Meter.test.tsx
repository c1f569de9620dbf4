import { screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { Meter, MeterProps } from './Meter';

function meter(props: Partial<MeterProps>, language: 'en' | 'zh' = 'en') {
  const { container } = renderPart(<Meter label="Memory" {...props} />, {
    language,
  });
  const part = (name: string) =>
    container.querySelector<HTMLElement>(`.tl-meter__${name}`);
  return { part, root: container.querySelector('.tl-meter')! };
}

it('says used, requested and limit', () => {
  const { part } = meter({ used: 0.6, requested: 0.7, limit: 0.8 });
  expect(
    screen.getByText('Memory: 60% used, 70% requested, limit 80%'),
  ).toBeInTheDocument();
  expect(part('used')).toHaveStyle({ inlineSize: '60%' });
  expect(part('requested')).toHaveStyle({ inlineSize: '70%' });
  expect(part('limit')).toHaveStyle({ insetInlineStart: '80%' });
  expect(part('value')).toHaveTextContent('60%');
});

it.each([
  [{ used: 0.8, limit: 0.8 }, null],
  [{ used: 0.81, limit: 0.8 }, 'caution'],
  [{ used: 0.5, requested: 0.93, limit: 0.8 }, null],
  [{ requested: 0.93, limit: 0.8 }, 'caution'],
  [{ used: 0.2, intent: 'critical' as const }, 'critical'],
])('%j is %s', (props, intent) => {
  expect(meter(props).root.getAttribute('data-intent')).toBe(intent);
});

it('does not show what is requested as if it were used', () => {
  const { part } = meter({ requested: 0.27, usageMissing: true });
  expect(part('value')).toHaveTextContent('–');
  expect(part('requested')).toHaveStyle({ inlineSize: '27%' });
  expect(part('used')).toBeNull();
  expect(
    screen.getByText('Memory: usage unknown, 27% requested'),
  ).toBeInTheDocument();
});

it('fills no more than its track when more than all is asked for', () => {
  const { part } = meter({ requested: 1.12, limit: 0.8 });
  expect(part('requested')).toHaveStyle({ inlineSize: '100%' });
  expect(part('track')).toHaveAttribute('data-over');
  expect(part('value')).toHaveTextContent('112%');
});

it('never draws zero for what is not known', () => {
  const { part } = meter({ limit: 0.8, noDataText: 'No data since 14:20' });
  expect(part('used')).toBeNull();
  expect(part('track')).toHaveAttribute('data-nodata');
  expect(part('value')).toHaveTextContent('No data since 14:20');
});

it('tells a known zero from an unknown figure', () => {
  const { part } = meter({ used: 0 });
  expect(part('track')).not.toHaveAttribute('data-nodata');
  expect(part('value')).toHaveTextContent('0%');
});

it('speaks Chinese', async () => {
  meter({ used: 0.6, limit: 0.8 }, 'zh');
  expect(
    await screen.findByText('Memory: 已用 60%, 阈值 80%'),
  ).toBeInTheDocument();
});
