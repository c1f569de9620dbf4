import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { SelectField } from './SelectField';

it('offers its values under its label, and says which was chosen', async () => {
  const chosen: string[] = [];
  renderPart(
    <SelectField
      label="State"
      value=""
      options={[
        { value: '', label: 'all' },
        { value: 'overdue', label: 'overdue' },
      ]}
      onChange={value => chosen.push(value)}
    />,
  );
  await userEvent.selectOptions(
    screen.getByRole('combobox', { name: 'State' }),
    'overdue',
  );
  expect(chosen).toEqual(['overdue']);
});
