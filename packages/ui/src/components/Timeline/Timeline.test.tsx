import { screen, within } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { Timeline } from './Timeline';

it('keeps the given order, with time, sentence and quoted words', () => {
  renderPart(
    <Timeline
      label="Events"
      items={[
        {
          id: '2',
          at: '2026-11-23T06:24:00Z',
          intent: 'active',
          sentence: 'ip-10-20-79-66 cordoned',
          detail: 'draining 7 pods',
        },
        {
          id: '1',
          at: '2026-11-23T06:18:00Z',
          intent: 'critical',
          sentence: 'ip-10-20-37-142 NotReady',
          quote: 'Kubelet stopped posting node status.',
        },
      ]}
    />,
  );
  const items = within(
    screen.getByRole('list', { name: 'Events' }),
  ).getAllByRole('listitem');
  expect(items[0]).toHaveTextContent('ip-10-20-79-66 cordoneddraining 7 pods');
  const quote = items[1].querySelector('blockquote');
  expect(quote).toHaveTextContent('Kubelet stopped posting node status.');
  expect(items[1].querySelector('time')).toHaveAttribute(
    'title',
    '2026-11-23 06:18:00 UTC',
  );
});

it('has seconds where it is evidence', () => {
  const timeline = (seconds: boolean) => (
    <Timeline
      label="Log"
      seconds={seconds}
      items={[
        {
          id: '1',
          at: '2026-11-23T06:24:07Z',
          intent: 'active',
          sentence: 'Committed',
        },
      ]}
    />
  );
  const { update } = renderPart(timeline(true));
  expect(screen.getByText(/^\d\d:24:07$/)).toBeInTheDocument();
  update(timeline(false));
  expect(screen.getByText(/^\d\d:24$/)).toBeInTheDocument();
});
