import { render, screen } from '@testing-library/react';
import { ShareBar } from './ShareBar';

const widthOf = (part: string) =>
  (document.querySelector(`.tl-sharebar__${part}`) as HTMLElement | null)?.style
    .inlineSize;

it('draws what is, what is foreseen and where it should be', () => {
  render(<ShareBar label="68% spent" share={0.68} ahead={1.04} mark={0.7} />);
  expect(screen.getByRole('img', { name: '68% spent' })).toBeInTheDocument();
  expect(widthOf('share')).toBe('68.00%');
  // More than the whole is drawn as the whole; the words say how much.
  expect(widthOf('ahead')).toBe('100.00%');
  expect(
    (document.querySelector('.tl-sharebar__mark') as HTMLElement).style
      .insetInlineStart,
  ).toBe('70.00%');
});

it('is silent where a figure beside it says the same', () => {
  render(<ShareBar share={-0.2} bare />);
  expect(screen.queryByRole('img')).toBeNull();
  expect(widthOf('share')).toBe('0.00%');
  expect(widthOf('ahead')).toBeUndefined();
});
