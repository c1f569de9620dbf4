import { screen, within } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { Ladder, LadderRung } from './Ladder';

const rungs: LadderRung[] = [
  {
    id: '25',
    mark: '25%',
    current: true,
    fill: 1,
    parts: [
      {
        id: '1',
        title: 'Team lead',
        intent: 'positive',
        word: 'Complete',
        seats: [{ id: 'a', initials: 'TR', words: 'Tang Rui' }],
      },
    ],
  },
  {
    id: '100',
    mark: '100%',
    fill: 7,
    moving: true,
    parts: [
      {
        id: '2',
        title: 'SRE',
        intent: 'waiting',
        word: 'Waiting',
        text: 'after the soak',
        seats: [{ id: 'b', words: '1 seat open' }],
      },
    ],
  },
];

it('reads from the first rung to the last, with state, text and seats', () => {
  renderPart(<Ladder label="Way to prod" rungs={rungs} />);
  const list = screen.getByRole('list', { name: 'Way to prod' });
  const [first, last] = [...list.children] as HTMLElement[];
  expect(first).toHaveTextContent('25%Team leadCompleteTRTang Rui');
  expect(within(last).getByText('after the soak')).toBeVisible();
  expect(last.querySelector('[data-open]')).toBeEmptyDOMElement();
});

it('never fills a rung beyond its end', () => {
  const { container } = renderPart(<Ladder label="Way" rungs={rungs} />);
  const fills = [
    ...container.querySelectorAll<HTMLElement>('.tl-ladder__fill'),
  ].map(fill => fill.style.getPropertyValue('--ladder-fill'));
  expect(fills).toEqual(['1', '1']);
});
