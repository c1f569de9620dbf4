import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { FilterField } from './FilterField';

it('is reached by a slash, and cleared by Escape', async () => {
  const asked: string[] = [];
  renderPart(
    <FilterField label="Filter" value="red" onChange={v => asked.push(v)} />,
  );
  fireEvent.keyDown(document.body, { key: '/', ctrlKey: true });
  expect(screen.getByRole('searchbox', { name: 'Filter' })).not.toHaveFocus();
  fireEvent.keyDown(document.body, { key: '/' });
  expect(screen.getByRole('searchbox', { name: 'Filter' })).toHaveFocus();
  await userEvent.keyboard('/{Escape}');
  expect(asked).toEqual(['red/', '']);
});
