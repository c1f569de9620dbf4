import { render, screen } from '@testing-library/react';
import { Surface } from './Surface';

it('is a region named by its heading', () => {
  render(
    <Surface title="Node groups" subtitle="One cell is one node" footer="end">
      body
    </Surface>,
  );
  expect(screen.getByRole('region', { name: 'Node groups' })).toHaveTextContent(
    'Node groupsOne cell is one nodebodyend',
  );
  expect(screen.getByRole('heading', { level: 3 })).toHaveTextContent(
    'Node groups',
  );
});

it('is no region without a name, and a deeper heading inside another', () => {
  render(
    <Surface>
      <Surface title="Inner" level={4}>
        body
      </Surface>
    </Surface>,
  );
  expect(screen.getAllByRole('region')).toHaveLength(1);
  expect(screen.getByRole('heading', { level: 4 })).toHaveTextContent('Inner');
});
