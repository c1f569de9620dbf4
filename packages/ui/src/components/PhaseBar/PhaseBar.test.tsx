import { screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { Phase, PhaseBar } from './PhaseBar';

const phases: Phase[] = [
  {
    id: 'restore',
    title: 'Restore',
    intent: 'positive',
    word: 'Passed',
    text: '12 s',
    fill: 1,
  },
  {
    id: 'recover',
    title: 'Recover',
    intent: 'active',
    word: 'Running',
    fill: 7,
    moving: true,
  },
  {
    id: 'verify',
    title: 'Verify',
    intent: 'planned',
    word: 'Ahead',
    fill: -1,
  },
];

it('reads each stage with its state, and marks the one under way', () => {
  renderPart(<PhaseBar label="Steps of the drill" phases={phases} />);
  const list = screen.getByRole('list', { name: 'Steps of the drill' });
  const [restore, recover, verify] = [...list.children];
  expect(restore).toHaveTextContent('RestorePassed12 s');
  expect(restore).not.toHaveAttribute('aria-current');
  expect(recover).toHaveAttribute('aria-current', 'step');
  expect(verify).toHaveTextContent('VerifyAhead');
});

it('fills a stage from nothing to all, never beyond', () => {
  const { container } = renderPart(<PhaseBar label="Steps" phases={phases} />);
  const fills = [
    ...container.querySelectorAll<HTMLElement>('.tl-phases__fill'),
  ].map(fill => fill.style.getPropertyValue('--phase-fill'));
  expect(fills).toEqual(['1', '1', '0']);
});
