import { render, screen } from '@testing-library/react';
import { Intent, intentIcons } from '../../intent';
import { StatusLabel } from './StatusLabel';

const intents = Object.keys(intentIcons) as Intent[];

it.each(intents)('%s has a word and an icon', intent => {
  const { container } = render(<StatusLabel intent={intent}>Word</StatusLabel>);
  expect(screen.getByText('Word')).toBeInTheDocument();
  expect(container.querySelector('svg')).toHaveAttribute('aria-hidden', 'true');
});

it('gives each intent a shape of its own, so that colour is not needed', () => {
  const shapes = intents.map(intent => {
    const { container } = render(<StatusLabel intent={intent}>x</StatusLabel>);
    return container.querySelector('path')?.getAttribute('d');
  });
  expect(new Set(shapes).size).toBe(intents.length);
});
