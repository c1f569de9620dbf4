import { screen, within } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { Verdict } from './Verdict';

it('is a region named by its sentence, whose changes are read out', () => {
  renderPart(
    <Verdict
      intent="caution"
      sentence="The workers group lost a node."
      detail="Degraded for 14 min."
      actions={['a', 'b', 'c'].map(label => ({ label, onPress: () => {} }))}
    />,
  );
  const region = screen.getByRole('region', {
    name: 'The workers group lost a node.',
  });
  expect(within(region).getByRole('status')).toHaveTextContent(
    'The workers group lost a node.Degraded for 14 min.',
  );
  expect(within(region).getAllByRole('button')).toHaveLength(2);
});
