import { screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { Figure, Figures } from './Figures';

const figures = (value?: string): Figure[] => [
  { id: 'cpu', label: 'CPU used', value, unit: '%', note: 'limit 70%' },
];

it('is a list of terms with their values and limits', () => {
  renderPart(<Figures label="Capacity" items={figures('54')} />);
  expect(screen.getByRole('region', { name: 'Capacity' })).toBeInTheDocument();
  expect(screen.getByRole('term')).toHaveTextContent('CPU used');
  expect(
    screen.getAllByRole('definition').map(entry => entry.textContent),
  ).toEqual(['54 %', 'limit 70%']);
});

it('shows a dash without unit for what is not known, never zero', () => {
  renderPart(<Figures label="Capacity" items={figures(undefined)} />);
  expect(screen.getAllByRole('definition')[0]).toHaveTextContent(/^–$/);
});

it('marks a value that changed, not one that was there', () => {
  const { update } = renderPart(
    <Figures label="Capacity" items={figures('54')} />,
  );
  expect(screen.getByText('54')).not.toHaveClass('tl-changed');
  update(<Figures label="Capacity" items={figures('54')} />);
  expect(screen.getByText('54')).not.toHaveClass('tl-changed');
  update(<Figures label="Capacity" items={figures('61')} />);
  expect(screen.getByText('61')).toHaveClass('tl-changed');
});
