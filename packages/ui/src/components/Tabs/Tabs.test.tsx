import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { RangePicker } from '../RangePicker/RangePicker';
import { Spark } from '../Spark/Spark';
import { Tabs } from './Tabs';

it('are links, the current one marked', () => {
  renderPart(
    <Tabs
      label="Views"
      current="alerts"
      items={[
        { id: 'health', label: 'Health', href: '/c' },
        {
          id: 'alerts',
          label: 'Alerts',
          href: '/c/alerts',
          count: 3,
          intent: { intent: 'critical', label: 'P0 fires' },
        },
      ]}
    />,
  );
  const current = screen.getByRole('link', { current: 'page' });
  expect(current).toHaveTextContent('Alerts3');
  expect(current).toHaveAttribute('href', '/c/alerts');
  expect(screen.getByRole('img', { name: 'P0 fires' })).toBeInTheDocument();
});

it('picks a range', async () => {
  const onChange = jest.fn();
  renderPart(
    <RangePicker
      label="Range"
      options={[
        { id: '3h', label: '3 h' },
        { id: '24h', label: '24 h' },
      ]}
      value="3h"
      onChange={onChange}
    />,
  );
  expect(screen.getByRole('button', { pressed: true })).toHaveTextContent(
    '3 h',
  );
  await userEvent.click(screen.getByRole('button', { name: '24 h' }));
  expect(onChange).toHaveBeenCalledWith('24h');
});

it('draws a curve with its gaps', () => {
  renderPart(<Spark label="rising" values={[1, 2, undefined, NaN, 3, 3]} />);
  const lines = screen
    .getByRole('img', { name: 'rising' })
    .querySelectorAll('polyline');
  expect([...lines].map(line => line.getAttribute('points'))).toEqual([
    '0.0,18.0 14.4,10.0',
    '57.6,2.0 72.0,2.0',
  ]);
});
