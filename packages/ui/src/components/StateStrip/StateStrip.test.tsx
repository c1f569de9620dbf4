import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { StateSegment, StateStrip } from './StateStrip';

const segments: StateSegment[] = [
  {
    id: '1',
    intent: 'positive',
    from: '2026-11-25T00:00:00Z',
    to: '2026-11-25T03:00:00Z',
    label: 'Healthy, 00:00 to 03:00',
  },
  {
    id: '2',
    intent: 'unknown',
    gap: true,
    from: '2026-11-25T03:00:00Z',
    to: '2026-11-25T03:10:00Z',
    label: 'Not watched, 03:00 to 03:10',
  },
  {
    id: '3',
    intent: 'caution',
    from: '2026-11-25T03:10:00Z',
    to: '2026-11-25T03:10:00Z',
    label: 'Degraded, 03:10',
  },
];

it('is as wide as each state lasted and selects by click and arrows', async () => {
  const onSelect = jest.fn();
  renderPart(
    <StateStrip label="prod" segments={segments} onSelect={onSelect} />,
  );
  const pieces = screen.getAllByRole('button', { name: /,/ });
  expect(pieces.map(piece => piece.style.flexGrow)).toEqual([
    '10800000',
    '600000',
    '1',
  ]);
  expect(pieces[1]).toHaveAttribute('data-gap');
  expect(pieces.map(piece => piece.tabIndex)).toEqual([-1, -1, 0]);
  await userEvent.click(pieces[2]);
  await userEvent.keyboard('{ArrowLeft}{Home}{ArrowLeft}{End}');
  expect(onSelect.mock.calls.map(([segment]) => segment.id)).toEqual([
    '3',
    '2',
    '1',
    '1',
    '3',
  ]);
  expect(pieces[2]).toHaveFocus();
});

it('marks the one that is looked at and makes it the tab stop', () => {
  renderPart(
    <StateStrip
      label="prod"
      segments={segments}
      selected="2"
      onSelect={() => {}}
    />,
  );
  const piece = screen.getByRole('button', { pressed: true });
  expect(piece).toHaveAccessibleName('Not watched, 03:00 to 03:10');
  expect(piece.tabIndex).toBe(0);
});
