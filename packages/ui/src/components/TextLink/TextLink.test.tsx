import { screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { isExternal, TextLink } from './TextLink';

it.each([
  ['/clusters', false],
  ['clusters', false],
  ['https://grafana.test', true],
  ['HTTP://grafana.test', true],
  ['httpsomething', false],
])('%s is external: %s', (href, external) => {
  expect(isExternal(href)).toBe(external);
});

it('opens what is outside in a new tab without handing over the window', () => {
  renderPart(<TextLink href="https://grafana.test/d/1">Grafana</TextLink>);
  const link = screen.getByRole('link');
  expect(link).toHaveAccessibleName('Grafana (opens in a new tab)');
  expect(link).toHaveAttribute('target', '_blank');
  expect(link).toHaveAttribute('rel', 'noopener noreferrer');
});
