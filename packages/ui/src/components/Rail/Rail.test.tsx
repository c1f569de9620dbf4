import { screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { Rail } from './Rail';

it('says where the size stands between its bounds', () => {
  renderPart(<Rail label="api" min={5} desired={5} max={12} />);
  expect(screen.getByText('api: 5 of 5 to 12')).toBeInTheDocument();
  expect(screen.queryByText('at its maximum')).toBeNull();
});

it.each([10, 11])('says so at its maximum of 10, with %d', desired => {
  renderPart(<Rail label="workers" min={4} desired={desired} max={10} />);
  expect(screen.getByText('at its maximum')).toBeInTheDocument();
});

it('does not call a fixed size a bound that was hit', () => {
  renderPart(<Rail label="system" min={3} desired={3} max={3} />);
  expect(screen.getByText('fixed at 3')).toBeInTheDocument();
  expect(screen.queryByText('at its maximum')).toBeNull();
});

it('has no maximum when there is none', () => {
  const { container } = renderPart(<Rail label="x" min={1} desired={4} />);
  expect(screen.queryByText(/^max/)).toBeNull();
  expect(container.querySelectorAll('.tl-rail__bound')).toHaveLength(1);
});
